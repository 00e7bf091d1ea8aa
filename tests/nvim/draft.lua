-- Opens a draft in the real Neovim, and tells what it shows and what its code actions make of the text.
local function write(told)
  local file = io.open(os.getenv("OUT"), "w")
  file:write(vim.json.encode(told))
  file:close()
end

local function lines()
  return vim.api.nvim_buf_get_lines(0, 0, -1, false)
end

local function request(client, method, params)
  local answer, problem = client.request_sync(method, params, 20000, 0)
  if problem or (answer and answer.err) then
    error(method .. ": " .. vim.inspect(problem or answer.err))
  end
  return answer.result
end

local function apply(client, action)
  if not action.edit then
    action = request(client, "codeAction/resolve", action)
  end
  vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
end

local function choose(client, starts_with)
  local params = vim.lsp.util.make_given_range_params({ 1, 0 }, { vim.api.nvim_buf_line_count(0), 0 }, 0, client.offset_encoding)
  params.context = { diagnostics = {} }
  for _, action in ipairs(request(client, "textDocument/codeAction", params)) do
    if vim.startswith(action.title, starts_with) then
      return action
    end
  end
  error("no action " .. starts_with)
end

local function run()
  local told = {}
  vim.cmd("edit draft.md")
  local id = vim.lsp.start_client({ name = "outreach-lint", cmd = vim.json.decode(os.getenv("SERVER")), root_dir = vim.fn.getcwd() })
  vim.lsp.buf_attach_client(0, id)
  vim.wait(30000, function() return #vim.diagnostic.get(0) > 0 end, 20)
  local client = vim.lsp.get_client_by_id(id)
  local before = lines()
  told.diagnostics = {}
  for _, found in ipairs(vim.diagnostic.get(0)) do
    local code = found.code or (found.user_data and found.user_data.lsp and found.user_data.lsp.code)
    table.insert(told.diagnostics, { lnum = found.lnum, col = found.col, end_col = found.end_col, severity = found.severity, code = code, message = found.message })
  end
  apply(client, choose(client, "fix: replace"))
  told.fixed = lines()
  apply(client, choose(client, "rewrite: "))
  told.rewritten = lines()
  vim.api.nvim_buf_set_lines(0, 0, -1, false, before)
  apply(client, choose(client, "waive: "))
  told.waived = lines()
  vim.lsp.stop_client(id)
  vim.wait(5000, function() return client.is_stopped() end, 20)
  return told
end

local ok, told = pcall(run)
write(ok and told or { error = tostring(told) })
vim.cmd("qall!")
