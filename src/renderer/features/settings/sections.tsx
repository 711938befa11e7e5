import { useRef, type ComponentType } from 'react';
import type { LucideIcon } from 'lucide-react';
import Blocks from 'lucide-react/icons/blocks';
import BookOpen from 'lucide-react/icons/book-open';
import Cable from 'lucide-react/icons/cable';
import CircleUserRound from 'lucide-react/icons/circle-user-round';
import ChartColumn from 'lucide-react/icons/chart-column';
import Keyboard from 'lucide-react/icons/keyboard';
import MessageSquareText from 'lucide-react/icons/message-square-text';
import Database from 'lucide-react/icons/database';
import Server from 'lucide-react/icons/server';
import SlidersHorizontal from 'lucide-react/icons/sliders-horizontal';
import { Tabs } from 'radix-ui';
import { t } from '../../../shared/language/translate.ts';
import type { Dialog } from '../../state/app-state.ts';
import { deferred } from '../../ui/deferred.tsx';
import { direction } from '../../ui/direction.ts';
import { settingsPages } from '../../../shared/model/arrival/arrival.ts';
import { settingsSectionName } from '../../common/settings-sections.ts';
import { useMedia } from '../../common/use-media.ts';
import { ApiSection } from './api/api-section.tsx';
import { DataSection } from './data/data-section.tsx';
import { GeneralSection } from './general-section.tsx';
import { ProvidersSection } from './providers/providers-section.tsx';
import { ReadingSection } from './reading-section.tsx';
import { goToSetting } from './search/go-to-setting.ts';
import { SettingsSearch } from './search/settings-search.tsx';
import { UsageSection } from './usage/usage-section.tsx';
import styles from './settings.module.css';

const AssistantsSection = deferred<object>(
  async () => (await import('./assistants/assistants-section.tsx')).AssistantsSection,
);
const PromptsSection = deferred<object>(
  async () => (await import('./prompts/prompts-section.tsx')).PromptsSection,
);
const ShortcutsSection = deferred<object>(
  async () => (await import('./shortcuts/shortcuts-section.tsx')).ShortcutsSection,
);
const ToolsSection = deferred<object>(
  async () => (await import('./tools/tools-section.tsx')).ToolsSection,
);

type Section = Extract<Dialog, { kind: 'settings' }>['section'];

const parts: Readonly<
  Record<Section, { readonly Icon: LucideIcon; readonly Content: ComponentType }>
> = {
  providers: { Icon: Server, Content: ProvidersSection },
  assistants: { Icon: CircleUserRound, Content: AssistantsSection },
  prompts: { Icon: MessageSquareText, Content: PromptsSection },
  tools: { Icon: Blocks, Content: ToolsSection },
  general: { Icon: SlidersHorizontal, Content: GeneralSection },
  reading: { Icon: BookOpen, Content: ReadingSection },
  shortcuts: { Icon: Keyboard, Content: ShortcutsSection },
  api: { Icon: Cable, Content: ApiSection },
  data: { Icon: Database, Content: DataSection },
  usage: { Icon: ChartColumn, Content: UsageSection },
};

const sections = settingsPages.map((value) => ({ value, ...parts[value] }));

/** The sections of the settings, one at a time. */
export function Sections({
  section,
  onSection,
}: {
  readonly section: Section;
  readonly onSection: (section: Section) => void;
}) {
  const narrow = useMedia('(width < 640px)');
  const side = useRef<HTMLDivElement>(null);
  const findPage = (page: Section): Element | null =>
    side.current?.parentElement?.querySelector(`[data-page="${page}"]:not([hidden])`) ?? null;
  return (
    <Tabs.Root
      dir={direction()}
      className={styles.sections}
      orientation={narrow ? 'horizontal' : 'vertical'}
      value={section}
      onValueChange={(value) => {
        const next = sections.find((each) => each.value === value);
        if (next !== undefined) onSection(next.value);
      }}
    >
      <div ref={side} className={styles.side}>
        <SettingsSearch
          onDown={() =>
            side.current?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus()
          }
          onChoose={(entry) => {
            onSection(entry.page);
            goToSetting(entry, () => findPage(entry.page));
          }}
        >
          <Tabs.List className={styles.tabs} aria-label={t('settings.sections')}>
            {sections.map(({ value, Icon }) => (
              <Tabs.Trigger
                key={value}
                value={value}
                className={styles.tab}
                // In a narrow window, the tabs are a row that scrolls.
                ref={(tab) => {
                  if (value === section)
                    tab?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
                }}
              >
                <Icon size={16} aria-hidden />
                {settingsSectionName(value)}
              </Tabs.Trigger>
            ))}
          </Tabs.List>
        </SettingsSearch>
      </div>
      {sections.map(({ value, Content }) => (
        <Tabs.Content
          key={value}
          value={value}
          className={styles.content}
          tabIndex={-1}
          data-page={value}
        >
          <Content />
        </Tabs.Content>
      ))}
    </Tabs.Root>
  );
}
