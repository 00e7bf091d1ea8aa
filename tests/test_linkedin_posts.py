"""Posts on copied pages of LinkedIn: those of the person are facts, those of others are none."""

from __future__ import annotations

import pytest

from outreach_lint.profile import FactKind, Profile
from outreach_lint.profiles import linkedin_page

TOP = "Ada Example\nAda Example\nShe/Her\n· 2nd\nStaff Engineer @ Foo\nLeeds, England, United Kingdom\nContact info\n500+ connections\n"
BELOW = "ExperienceExperience\nStaff Engineer\nStaff Engineer\nFoo · Full-time\nJan 2023 - Present · 3 yrs\n"
# What stands below "Activity", and the posts that are the person's: the first sentence, or after "=" the whole text.
ACTIVITIES = """
=== ages of every kind
1,234 followers
Posts
Comments
Images
Loaded 4 Posts posts
Feed post number 1
Ada Example
Ada Example
• You
Staff Engineer @ Foo
3d •
3 days ago
Clocks lie. Here is how we found out.
…more
12
12 comments
3 reposts
Feed post number 2
Ada Example
• 2nd
Staff Engineer @ Foo
2w • Edited •
2 weeks ago • Edited • Visible to anyone on or off LinkedIn
A lease is a promise with a date.
45
Like
Comment
Repost
Send
Feed post number 3
Ada Example, PhD
 · 2nd
Staff Engineer @ Foo
1mo •
Hexham has a night bus now!
Bo Sample and 7 others
Feed post number 4
Ada Example • 2nd
Staff Engineer @ Foo
1yr • Edited • Visible to anyone on or off LinkedIn
Why do storage people whisper?
1
Show all posts
~~~
Clocks lie. | = Clocks lie. Here is how we found out.
A lease is a promise with a date.
Hexham has a night bus now!
Why do storage people whisper?
=== what others wrote, passed on without a word
Feed post number 1
Ada Example reposted this
Bo Sample
• 3rd+
Baker at Elsewhere
1w •
Bread is a clock too.
5
Ada Example
reposted this
Cy Test
Miller
2w •
Flour never sleeps.
Show all posts →
~~~
=== a post that holds another
Ada Example
• You
Staff Engineer @ Foo
3d •
This is what I meant at lunch.
Bo Sample
Bo Sample
• 3rd+
Baker at Elsewhere
1w •
Bread is a clock too.
12
3 comments
Show all posts
~~~
This is what I meant at lunch.
=== a post that holds one of a company
Ada Example
• You
Staff Engineer @ Foo
3d •
Proud of the team.
Foo
12,345 followers
1w •
We are hiring.
12
~~~
Proud of the team.
=== a post that holds one of somebody without a mark: too little is better than too much
Ada Example
• You
Staff Engineer @ Foo
3d •
First line of hers.
Second line.
Third line.
Fourth line.
Fifth line.
Sixth line.
Dora Other
Potter
1w •
Clay remembers.
~~~
First line of hers. | = First line of hers. Second line. Third line.
=== comments and likes
Ada Example commented on this
Bo Sample
• 3rd+
Baker
1w •
Bread is a clock too.
12
Like
Comment
Ada Example
• You
Staff Engineer @ Foo
3d
Great point, Bo!
Feed post number 2
Ada Example likes this
Cy Test
• 2nd
Miller
2w •
Flour never sleeps.
9
Feed post number 3
Ada Example
• You
Staff Engineer @ Foo
4d •
Mine again.
2
~~~
Mine again.
=== a poll
Ada Example
• You
Staff Engineer @ Foo
5d •
How do you set your clocks?
The author can see how you vote. Learn more
By hand
By radio
By guessing
212 votes • Poll closed
Ada Example
• You
Staff Engineer @ Foo
6d •
Tea or coffee?
Tea
62%
Coffee
38%
50 votes • 2d left
Ada Example
• You
Staff Engineer @ Foo
1w •
Trains?
Yes
No
1 vote • 1w left
~~~
How do you set your clocks?
Tea or coffee?
Trains?
=== pictures, a document, a link
Ada Example
• You
Staff Engineer @ Foo
2d •
Our new rack.
Activate to view larger image,
a person standing in front of a rack of blue servers
No alternative text description for this image
7
Ada Example
• You
Staff Engineer @ Foo
3d •
The slides are here.
Clocks and leases • 14 pages
Your document has finished loading
Ada Example
• You
Staff Engineer @ Foo
1w •
I wrote about drift.
A Stranger's Title For It
clocks.example • 3 min read
8
~~~
Our new rack.
The slides are here.
I wrote about drift.
=== hashtags
Ada Example
• You
Staff Engineer @ Foo
2d •
#clocks #drift
Leap seconds are over. hashtag#clocks
hashtag
#leap
They were fun.
hashtag#goodbye
3
~~~
Leap seconds are over. | = Leap seconds are over. They were fun.
=== quoting, and words that head a section elsewhere
Ada Example
• You
Staff Engineer @ Foo
2d •
“Clocks are just slow bread.”
Bo Sample said that on Monday.
Skills
are not what a CV lists.
Education
is.
3
12 comments
Show all posts
~~~
“Clocks are just slow bread.” | = “Clocks are just slow bread.” Bo Sample said that on Monday. Skills are not what a CV lists. Education is.
=== no mark of nearness, the headline below the name
Ada Example
Staff Engineer @ Foo
2d •
No mark above me.
3
Ada Example
Bo Sample
4d •
Not hers.
~~~
No mark above me.
=== somebody of nearly that name
Ada Examples
• 3rd+
Painter
2d •
Not hers.
3
Ada B. Example
• You
2d •
Hers.
~~~
Hers.
=== languages
Ada Example
• Sie
Staff Engineer @ Foo
2 Wochen •
Uhren lügen.
3
Ada Example
• Vous
Staff Engineer @ Foo
3 j • Modifié •
Les horloges mentent.
~~~
Uhren lügen.
Les horloges mentent.
=== both layouts
Ada Example posted this • 2w
Old words.
3
Ada Example shared this
Not hers.
4
Ada Example
• You
Staff Engineer @ Foo
3d •
New words.
~~~
Old words.
New words.
"""


def _cases() -> list[tuple[str, str, list[str]]]:
    found = []
    for case in ACTIVITIES.split("=== ")[1:]:
        title, _, rest = case.partition("\n")
        body, _, posts = rest.partition("~~~\n")
        found.append((title, body, posts.splitlines()))
    return found


def _read(activity: str) -> Profile:
    page = f"{TOP}Activity\n{activity}{BELOW}".encode()
    assert linkedin_page.recognises(page)
    return linkedin_page.read(page, "page.txt")


@pytest.mark.parametrize(("title", "activity", "posts"), _cases(), ids=[title for title, *_ in _cases()])
def test_posts_of_the_person_and_of_nobody_else(title: str, activity: str, posts: list[str]) -> None:
    profile = _read(activity)
    assert [fact.text for fact in profile.of_kind(FactKind.POST)] == [post.partition(" | = ")[0] for post in posts], title
    wholes = [post.partition(" | = ")[2] for post in posts if " | = " in post]
    assert [fact.text for fact in profile.of_kind(FactKind.PUBLICATION_TEXT)] == wholes, title
    assert [fact.text for fact in profile.of_kind(FactKind.EMPLOYER)] == ["Foo"], title


def test_a_comment_of_theirs_is_told_as_unread() -> None:
    activity = next(body for title, body, _ in _cases() if title == "comments and likes")
    assert any(one.endswith("Great point, Bo!") for one in _read(activity).unread)


def test_of_a_page_without_a_name_no_author_is_known() -> None:
    page = "· 2nd\nContact info\n500+ connections\nActivity\nBo Sample\n• 2nd\nBaker\n2w •\nBread is a clock too.\n" + BELOW
    profile = linkedin_page.read(page.encode(), "page.txt")
    assert "Bread" not in profile.text
