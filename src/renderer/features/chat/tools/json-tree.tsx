import { useState } from 'react';
import ChevronRight from 'lucide-react/icons/chevron-right';
import { t } from '../../../../shared/language/translate.ts';
import { isList, isScalar, isSmall, type Json, type Scalar } from './json-shape.ts';
import { Text } from './text.tsx';
import { ShowMore, useSteps } from './show-more.tsx';
import styles from './data.module.css';

/** Number of members shown at first, and added by each press of the button. */
const partsPerStep = 100;
/** Data with at most this many members starts unfolded. */
const openParts = 40;
/** Longer texts are cut (UTF-16 code units). */
const longestText = 2000;

function ScalarView({ value }: { readonly value: Scalar }) {
  if (typeof value !== 'string') return <span className={styles.literal}>{String(value)}</span>;
  const cut = value.length > longestText ? `${value.slice(0, longestText)}…` : value;
  return (
    <span className={styles.string} dir="auto">
      <Text>{cut}</Text>
    </span>
  );
}

function sizeWords(value: Exclude<Json, Scalar>): string {
  const count = Object.keys(value).length;
  return isList(value) ? t('data.items', { count }) : t('data.fields', { count });
}

function Parts({
  value,
  isOpen,
}: {
  readonly value: Exclude<Json, Scalar>;
  readonly isOpen: boolean;
}) {
  const parts = Object.entries(value);
  const { shown, left, more } = useSteps(parts.length, partsPerStep);
  return (
    <ul className={styles.parts}>
      {parts.slice(0, shown).map(([name, part]) => (
        <li key={name}>
          <Part name={name} value={part} isOpen={isOpen} />
        </li>
      ))}
      {left > 0 && (
        <li>
          <ShowMore left={left} step={partsPerStep} onMore={more} />
        </li>
      )}
    </ul>
  );
}

function Part({
  name,
  value,
  isOpen: isOpenAtFirst,
}: {
  readonly name: string;
  readonly value: Json;
  readonly isOpen: boolean;
}) {
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  if (isScalar(value)) {
    return (
      <div className={styles.leaf}>
        <span className={styles.name}>
          <Text>{name}</Text>
        </span>
        <ScalarView value={value} />
      </div>
    );
  }
  return (
    <>
      <button
        type="button"
        className={styles.branch}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <ChevronRight size={12} aria-hidden className={styles.chevron} />
        <span className={styles.name}>
          <Text>{name}</Text>
        </span>
        <span className={styles.size}>{sizeWords(value)}</span>
      </button>
      {isOpen && <Parts value={value} isOpen={isOpenAtFirst} />}
    </>
  );
}

/** Shows data as a tree whose nodes unfold. */
export function JsonTree({ value }: { readonly value: Json }) {
  if (isScalar(value)) return <ScalarView value={value} />;
  if (Object.keys(value).length === 0) return <p className={styles.size}>{t('data.nothing')}</p>;
  return (
    <div className={styles.tree}>
      <Parts value={value} isOpen={isSmall(value, openParts)} />
    </div>
  );
}
