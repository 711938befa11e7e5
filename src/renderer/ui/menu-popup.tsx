import { useLayoutEffect, useRef } from 'react';
import Check from 'lucide-react/icons/check';
import ChevronRight from 'lucide-react/icons/chevron-right';
import { ContextMenu as Radix } from 'radix-ui';
import { classNames } from './class-names.ts';
import { direction, type Direction } from './direction.ts';
import { isFocusFree } from './focus-free.ts';
import type { MenuEntry, MenuPoint } from './menu.tsx';
import styles from './menu.module.css';

/**
 * The side of the pointer on which a menu opens, where there is room. Radix passes it on, but its
 * types leave it out.
 */
const awayFrom: Readonly<Record<Direction, object>> = {
  ltr: { side: 'right' },
  rtl: { side: 'left' },
};

function Entry({ entry }: { readonly entry: MenuEntry }) {
  switch (entry.kind) {
    case 'separator':
      return <Radix.Separator className={styles.separator} />;
    case 'action':
      return (
        <Radix.Item
          className={classNames(styles.item, entry.tone === 'danger' && styles.danger)}
          disabled={entry.disabled ?? false}
          onSelect={entry.onSelect}
        >
          {entry.icon}
          <span className={styles.label}>{entry.label}</span>
          {entry.shortcut !== undefined && <kbd className={styles.shortcut}>{entry.shortcut}</kbd>}
        </Radix.Item>
      );
    case 'choice':
      return (
        <Radix.CheckboxItem
          className={styles.item}
          checked={entry.checked}
          onSelect={entry.onSelect}
        >
          <span className={styles.label} dir="auto">
            {entry.label}
          </span>
          <Radix.ItemIndicator>
            <Check size={16} aria-hidden />
          </Radix.ItemIndicator>
        </Radix.CheckboxItem>
      );
    case 'submenu':
      return (
        <Radix.Sub>
          <Radix.SubTrigger className={styles.item}>
            {entry.icon}
            <span className={styles.label}>{entry.label}</span>
            <ChevronRight size={16} aria-hidden />
          </Radix.SubTrigger>
          <Radix.Portal>
            <Radix.SubContent className={styles.menu} collisionPadding={8}>
              <Entries entries={entry.entries} />
            </Radix.SubContent>
          </Radix.Portal>
        </Radix.Sub>
      );
  }
}

function Entries({ entries }: { readonly entries: readonly MenuEntry[] }) {
  return entries.map((entry, index) => (
    <Entry
      key={entry.kind === 'separator' ? `separator-${String(index)}` : entry.label}
      entry={entry}
    />
  ));
}

/** Props of {@link MenuPopup}. */
export interface MenuPopupProps {
  readonly entries: readonly MenuEntry[];
  /** Where to open. A new object opens it again. */
  readonly at: MenuPoint;
  readonly onOpenChange?: ((open: boolean) => void) | undefined;
  readonly onCloseFocus?: (() => boolean) | undefined;
}

/** The menu itself, loaded when one is first opened. */
export function MenuPopup({ entries, at, onOpenChange, onCloseFocus }: MenuPopupProps) {
  const trigger = useRef<HTMLSpanElement>(null);
  // Radix takes the position of a menu only from the event that opens it.
  useLayoutEffect(() => {
    trigger.current?.dispatchEvent(
      new MouseEvent('contextmenu', {
        bubbles: true,
        cancelable: true,
        clientX: at.x,
        clientY: at.y,
      }),
    );
  }, [at]);
  return (
    <Radix.Root
      modal={false}
      dir={direction()}
      {...(onOpenChange === undefined ? {} : { onOpenChange })}
    >
      <Radix.Trigger ref={trigger} hidden onContextMenu={(event) => event.stopPropagation()} />
      <Radix.Portal>
        <Radix.Content
          {...awayFrom[direction()]}
          className={styles.menu}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            const isKept = onCloseFocus?.() === true;
            if (isKept || !isFocusFree()) event.preventDefault();
          }}
        >
          <Entries entries={entries} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
