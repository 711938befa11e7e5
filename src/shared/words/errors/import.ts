import type { importCodes } from '../../model/error-codes/import.ts';
import type { WordsFor } from './words-for.ts';

export const importWords: WordsFor<typeof importCodes> = {
  import_nothing_found: () =>
    'No conversations were found in this file. Choose an export of ChatGPT, Claude, Gemini, DeepSeek, Grok, Le Chat, Open WebUI, LibreChat, LM Studio, llama.cpp, Chatbox, Cherry Studio or Parley, or a Markdown transcript.',
  import_raw_database: () =>
    'This backup holds the raw database of another program, which only that program can read. In Cherry Studio export the topics as Markdown, or use a backup of a version that writes data.json.',
  import_list_of_downloads: () =>
    'This is the list of downloads, not the export itself. Download the files that it names, and import those.',
  import_archives_too_deep: () => 'Archives lie too deep in each other.',
  import_inner_archive_too_big: () => 'The archive in it is too big to be opened.',
  import_no_json: () => 'This is not a JSON file.',
  import_empty: () => 'The file is empty.',
  import_nested_too_deep: () => 'The file is nested too deeply to be read.',
  import_too_many_at_once: () => 'It holds more messages than can be read at once.',
  import_too_much_memory: () => 'It takes more memory to read than can be given to it.',
  import_cut_off: () => 'The file ends in the middle; the rest is missing.',
  import_invalid_json: () => 'It is not valid JSON.',
  import_entry_too_big: () => 'It is too big to be read.',
  import_not_understood: ({ said }) => `It could not be understood (${said}).`,
  import_not_a_conversation: () => 'Not a conversation.',
  import_no_id: () => 'It has no id.',
  import_no_messages: () => 'It has no messages.',
  import_too_many_messages: () => 'It has too many messages.',
  import_from_newer: () => 'It is from a newer Parley. Update this one to read it.',
  import_files_unused: ({ count }) =>
    count === 1
      ? 'No conversation names it, so it was left out.'
      : 'No conversation names them, so they were left out.',
  import_memories: () => 'What Claude remembers of you is no conversation and was left out.',
  import_project_empty: () => 'The project holds neither instructions nor documents.',
  import_project_too_long: () => 'Its instructions are too long for an assistant.',
};
