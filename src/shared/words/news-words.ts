import type { DamagedSetting, News, SalvageCount, SetAsideReason } from '../model/news.ts';
import { diskWords } from './disk-words.ts';
import { sentenceOf } from './error-words.ts';

function salvageWords({ kept, mended, lost }: SalvageCount): string {
  const saved = kept + mended;
  const parts = [`${saved === 1 ? '1 message' : `${String(saved)} messages`} could be saved`];
  if (mended > 0) parts.push(`${String(mended)} of them only in part`);
  if (lost > 0) parts.push(`${String(lost)} could not be saved`);
  return `The file was damaged: ${parts.join(', ')}.`;
}

function settingWords({ name, part }: DamagedSetting): string {
  return part === null ? name : `${name} (${String(part.lost)} of ${String(part.of)})`;
}

/** Explains why a file was set aside, in one or two sentences. */
export function setAsideWords(reason: SetAsideReason): string {
  switch (reason.kind) {
    case 'conversation_unreadable':
      return sentenceOf({ code: 'conversation_unreadable', params: reason });
    case 'conversation_damaged':
      return salvageWords(reason);
    case 'conversation_from_journal':
      return `${sentenceOf({ code: 'conversation_unreadable', params: reason })} ${salvageWords(reason)}`;
    case 'before_update':
      return `It is kept as it was before the update from version ${String(reason.from)}.`;
    case 'older_version':
      return 'It is of an older version.';
    case 'damaged_by_other_program':
      return 'It was damaged by another program.';
    case 'folder_for_conversation':
      return 'There is a folder where the file of a conversation should be.';
    case 'folder_for_file':
      return 'There is a folder where this file should be.';
    case 'file_damaged':
      return 'The file was damaged and could not be read.';
    case 'settings_damaged':
      return `These settings were damaged and are back to normal: ${reason.settings.map(settingWords).join(', ')}.`;
    case 'tokens_damaged':
      return 'Some API tokens are damaged and have to be made again.';
    case 'keys_damaged':
      return 'Some stored keys are damaged and have to be entered again.';
    case 'tools_damaged':
      return 'Some tool servers or permissions are damaged and have to be set up again.';
    case 'assistants_damaged':
      return 'Some assistants are damaged and are left out.';
    case 'prompts_damaged':
      return 'Some prompts are damaged and are left out.';
    case 'draft_unreadable':
      return 'An unsent text could not be read.';
  }
}

/** Puts a notice into words: what happened, then what to do. */
export function newsWords(news: News): string {
  switch (news.kind) {
    case 'conversation_joined':
      return `“${news.title}”: Another Parley changed it in the same folder. What both wrote is kept.`;
    case 'conversation_repaired':
      return `“${news.title}”: ${setAsideWords(news.reason)} The original is kept in ${news.original}`;
    case 'conversation_set_aside':
      return `A conversation could not be read: its file holds nothing that can be recognised. It was set aside as ${news.path}. A backup may still have the conversation; restore it in Settings, under Data.`;
    case 'conversation_is_folder':
      return `There is a folder where the file of a conversation should be. It was set aside as ${news.path}`;
    case 'conversation_out_of_reach':
      return `A conversation could not be read (${news.said}). Its file stays where it is: ${news.path}`;
    case 'conversation_not_set_aside':
      return `“${news.name}”: The damaged file could not be set aside. ${diskWords(news.disk)}`;
    case 'file_set_aside': {
      const original = news.original === null ? '' : ` The original is kept in ${news.original}`;
      return `${news.file}: ${setAsideWords(news.reason)}${original}`;
    }
    case 'file_is_folder':
      return `${news.file}: There is a folder where this file should be; it is set aside.`;
    case 'file_out_of_reach':
      return `${news.file}: The file could not be read and is left as it is. ${diskWords(news.disk)}`;
    case 'settings_by_newer':
      return sentenceOf({ code: 'settings_by_newer', params: {} });
    case 'draft_set_aside':
      return `${news.file}: An unsent text could not be read; its file was set aside as ${news.path}`;
    case 'draft_out_of_reach':
      return `${news.file}: An unsent text could not be read. ${diskWords(news.disk)}`;
    case 'tools_left_out': {
      const isOne = news.tools.length === 1;
      return `${news.provider} refused ${isOne ? 'a tool' : 'tools'} for ${news.model}: ${news.tools.join(', ')}. The question was asked without ${isOne ? 'it' : 'them'}.`;
    }
    case 'tools_refused':
      return `${news.model} takes no tools at ${news.provider}. The question was asked without tools; choose another model to use them.`;
    case 'parameter_refused':
      return `${news.model} does not use ${news.field} at ${news.provider}. The question was asked without it.`;
    case 'folder_closed':
      return `Other users of this computer were able to open your data folder, ${news.folder}. Parley has closed it to them.`;
    case 'folder_open':
      return `Other users of this computer can open your data folder, ${news.folder}, and Parley cannot change that. Change the permissions of the folder, or keep your data in a folder of your own.`;
    case 'port_taken': {
      const { port, holder } = news;
      const who =
        holder === null
          ? 'Another program'
          : `The program ${holder.name} (process ${String(holder.pid)})`;
      return `${who} has port ${String(port)}, so your programs cannot reach Parley. Close it, or choose another port in Settings, under API.`;
    }
    case 'backup_failed':
      return `The automatic backup could not be made in ${news.folder}. ${sentenceOf(news.reason)}`;
  }
}
