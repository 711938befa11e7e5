import { namesText } from '../language/formats.ts';
import { t } from '../language/translate.ts';
import type { DamagedSetting, News, SalvageCount, SetAsideReason } from '../model/news.ts';
import { diskWords } from './disk-words.ts';
import { sentenceOf } from './error-words.ts';

function salvageWords({ kept, mended, lost }: SalvageCount): string {
  const saved = kept + mended;
  if (mended === 0) {
    return lost === 0
      ? t('set_aside.salvaged', { saved })
      : t('set_aside.salvaged.lost', { saved, lost });
  }
  return lost === 0
    ? t('set_aside.salvaged.mended', { saved, mended })
    : t('set_aside.salvaged.mended_lost', { saved, mended, lost });
}

function settingWords({ name, part }: DamagedSetting): string {
  return part === null ? name : t('set_aside.setting.part', { name, ...part });
}

/** Explains why a file was set aside, in one or two sentences. */
export function setAsideWords(reason: SetAsideReason): string {
  switch (reason.kind) {
    case 'conversation_unreadable':
      return sentenceOf({ code: 'conversation_unreadable', params: reason });
    case 'conversation_damaged':
      return salvageWords(reason);
    case 'conversation_from_journal':
      return t('set_aside.conversation_from_journal', {
        reason: sentenceOf({ code: 'conversation_unreadable', params: reason }),
        salvage: salvageWords(reason),
      });
    case 'before_update':
      return t('set_aside.before_update', { version: reason.from });
    case 'settings_damaged':
      return t('set_aside.settings_damaged', {
        settings: namesText(reason.settings.map(settingWords)),
      });
    case 'older_version':
    case 'damaged_by_other_program':
    case 'folder_for_conversation':
    case 'folder_for_file':
    case 'file_damaged':
    case 'tokens_damaged':
    case 'keys_damaged':
    case 'tools_damaged':
    case 'assistants_damaged':
    case 'prompts_damaged':
    case 'draft_unreadable':
      return t(`set_aside.${reason.kind}`);
  }
}

function fileSetAsideWords({ file, reason, original }: Extract<News, { kind: 'file_set_aside' }>) {
  const values = { file, reason: setAsideWords(reason) };
  return original === null
    ? t('news.file_set_aside', values)
    : t('news.file_set_aside.kept', { ...values, original });
}

function portTakenWords({ port, holder }: Extract<News, { kind: 'port_taken' }>): string {
  return holder === null
    ? t('news.port_taken', { port })
    : t('news.port_taken.named', { port, program: holder.name, process: holder.pid });
}

/** Puts a notice into words: what happened, then what to do. */
export function newsWords(news: News): string {
  switch (news.kind) {
    case 'conversation_joined':
      return t('news.conversation_joined', news);
    case 'conversation_repaired':
      return t('news.conversation_repaired', {
        title: news.title,
        reason: setAsideWords(news.reason),
        original: news.original,
      });
    case 'conversation_set_aside':
      return t('news.conversation_set_aside', news);
    case 'conversation_is_folder':
      return t('news.conversation_is_folder', news);
    case 'conversation_out_of_reach':
      return t('news.conversation_out_of_reach', news);
    case 'conversation_not_set_aside':
      return t('news.conversation_not_set_aside', {
        name: news.name,
        disk: diskWords(news.disk),
      });
    case 'file_set_aside':
      return fileSetAsideWords(news);
    case 'file_is_folder':
      return t('news.file_is_folder', news);
    case 'file_out_of_reach':
    case 'draft_out_of_reach':
      return t(`news.${news.kind}`, { file: news.file, disk: diskWords(news.disk) });
    case 'settings_by_newer':
      return t('error.settings_by_newer');
    case 'draft_set_aside':
      return t('news.draft_set_aside', news);
    case 'tools_left_out': {
      const { provider, model, tools } = news;
      const values = { provider, model, count: tools.length };
      return t('news.tools_left_out', { ...values, tools: namesText(tools) });
    }
    case 'tools_refused':
      return t('news.tools_refused', news);
    case 'parameter_refused':
      return t('news.parameter_refused', news);
    case 'folder_closed':
    case 'folder_open':
      return t(`news.${news.kind}`, { folder: news.folder });
    case 'port_taken':
      return portTakenWords(news);
    case 'brought_back':
      return t('news.brought_back', news);
    case 'not_all_deleted':
    case 'no_copy_before_update':
      return t(`news.${news.kind}`, { reason: sentenceOf(news.reason) });
    case 'left_out_of_copy':
      return t('news.left_out_of_copy', { ...news, reason: sentenceOf(news.reason) });
    case 'backup_failed':
      return t('news.backup_failed', { folder: news.folder, reason: sentenceOf(news.reason) });
  }
}
