import type { toolServerCodes } from '../../model/error-codes/tool-servers.ts';
import type { ParamsIn, WordsFor } from './words-for.ts';

const inSettings = 'Settings → Tools';

/** Words a duration; from two minutes on, in minutes. */
export function lengthWords(seconds: number): string {
  if (seconds < 120) return seconds === 1 ? '1 second' : `${seconds} seconds`;
  return `${Math.round(seconds / 60)} minutes`;
}

function endWords({ code, signal }: ParamsIn<typeof toolServerCodes, 'tool_server_ended'>): string {
  if (signal !== null) return ` (${signal})`;
  return code === null ? '' : ` (exit code ${code})`;
}

function missingWords({
  command,
  folders,
}: ParamsIn<typeof toolServerCodes, 'tool_command_missing'>): string {
  const where = folders.length === 0 ? 'anywhere' : `in ${folders.join(', ')}`;
  return `The program "${command}" was not found ${where}. Install it, or give its whole path in ${inSettings}.`;
}

export const toolServerWords: WordsFor<typeof toolServerCodes> = {
  tool_server_off: ({ server }) => `${server} is switched off. Switch it on in ${inSettings}.`,
  tool_command_missing: missingWords,
  tool_command_not_executable: ({ path }) =>
    `${path} is not a program that may be run. Make it executable, or choose another one in ${inSettings}.`,
  tool_folder_missing: ({ folder }) =>
    `There is no folder ${folder} to run the server in. Correct it in ${inSettings}.`,
  tool_variables_unreadable: ({ path }) =>
    `The file with variables ${path} cannot be read, or is too large. Correct it in ${inSettings}.`,
  tool_server_not_started: ({ server, said }) =>
    `${server} could not be started (${said}). Check its command in ${inSettings}.`,
  tool_server_ended: (params) =>
    `${params.server} ended before it was ready${endWords(params)}. Look at what it said, and check its command and variables in ${inSettings}.`,
  tool_server_silent: ({ server, seconds }) =>
    `${server} was started and said nothing for ${lengthWords(seconds)}. Check in ${inSettings} that its command starts an MCP server.`,
  tool_server_refused: ({ server, said }) =>
    `${server} refused to begin: ${said} Check its settings in ${inSettings}, or update it.`,
  tool_server_not_mcp: ({ server }) =>
    `What answers for ${server} is not an MCP server. Check its address in ${inSettings}; it often ends in /mcp or /sse.`,
  tool_server_http: ({ server, status }) =>
    `${server} answered with an error (HTTP ${status}). Check its address and headers in ${inSettings}, or try again later.`,
  tool_server_unreachable: ({ server, address }) =>
    `${server} cannot be reached at ${address}. Check that it runs and that its address is right in ${inSettings}.`,
  tool_server_bad_address: ({ server }) =>
    `The address of ${server} is not a web address. Correct it in ${inSettings}.`,
  tool_list_endless: ({ server }) =>
    `The list of tools of ${server} has no end, so none of them is used. Update the server, or switch it off in ${inSettings}.`,
  tool_server_exited: ({ server }) =>
    `${server} ended by itself. Look at what it said, and start it again in ${inSettings}.`,
  tool_server_gone: ({ server }) =>
    `${server} ended while it worked. What it has done by then is not known: check that before you ask for it again.`,
  tool_call_idle: ({ server, seconds }) =>
    `${server} gave no sign of life for ${lengthWords(seconds)}, so the call was ended. Give it more time in ${inSettings}, or ask for less at once.`,
  tool_call_too_long: ({ server, seconds }) =>
    `${server} took longer than ${lengthWords(seconds)}, so the call was ended. Give it more time in ${inSettings}, or ask for less at once.`,
  tool_result_too_large: ({ server }) =>
    `The result of ${server} is larger than 64 MB and was not taken. Ask for a part of it.`,
  tool_result_invalid: ({ server }) =>
    `The answer of ${server} is not a result that can be read. Update the server, or report this to its makers.`,
  tool_call_failed: ({ server, said }) =>
    `${server} could not run the call: ${said} Change the request, or look at the server's log in ${inSettings}.`,
  tool_configuration_invalid: ({ said }) =>
    `This is not valid JSON (${said}). Copy the whole configuration, or paste a command line.`,
  tool_needs_tasks: ({ server }) =>
    `${server} runs this tool only as a task, which Parley does not support yet. Use another tool.`,
};
