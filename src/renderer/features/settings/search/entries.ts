import { actions, type ActionId, type Platform } from '../../../../shared/actions.ts';
import { settingsPages, type SettingsPage } from '../../../../shared/model/arrival/arrival.ts';
import { builtInSources } from '../../../../shared/model/tool-sources/built-in.ts';
import { actionName } from '../../../../shared/words/desktop/action-words.ts';
import { sourceAbout, sourceName } from '../../../../shared/words/tool-words.ts';
import { settingsSectionName } from '../../../common/settings-sections.ts';
import { groupOf, settingList, type ListedSetting, type SettingId } from '../setting-list.ts';

/** Something that the settings search finds. */
export interface SettingEntry {
  /** Its `data-setting` on its page. */
  readonly id: string;
  readonly page: SettingsPage;
  /** What it is called on its page. */
  readonly label: string;
  /** What else it is found by: its description and its choices. */
  readonly about: readonly string[];
  /** The setting that it belongs to, which is on the page even while this one is not. */
  readonly within?: SettingId | undefined;
}

function listed(platform: Platform): readonly SettingEntry[] {
  const ids = Object.keys(settingList) as readonly SettingId[];
  return ids.flatMap((id) => {
    const { page, label, hint, about, isOn }: ListedSetting = settingList[id];
    if (isOn?.(platform) === false) return [];
    const words = [...(hint === undefined ? [] : [hint()]), ...(about?.() ?? [])];
    return [{ id, page, label: label(platform), about: words, within: groupOf[id] }];
  });
}

/** The tools of Parley that conversations may have without asking. */
const tools = (): readonly SettingEntry[] =>
  builtInSources.map((id) => ({
    id: `tool ${id}`,
    page: 'tools',
    label: sourceName(id, ''),
    about: [sourceAbout(id) ?? ''],
    within: 'usualTools',
  }));

const shortcuts = (): readonly SettingEntry[] =>
  (Object.keys(actions) as readonly ActionId[]).map((id) => ({
    id: `shortcut ${id}`,
    page: 'shortcuts',
    label: actionName(id),
    about: [settingsSectionName('shortcuts')],
  }));

/** Everything that can be found, in the order of the pages, in the language in use. */
export function settingEntries(platform: Platform): readonly SettingEntry[] {
  const entries = [...listed(platform), ...tools(), ...shortcuts()];
  return settingsPages.flatMap((page) => entries.filter((entry) => entry.page === page));
}
