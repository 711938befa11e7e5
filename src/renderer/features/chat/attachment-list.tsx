import { lazy, Suspense } from 'react';
import type { AttachmentChipsProps } from './attachment-chips.tsx';

// Loaded when first needed: the window is there sooner.
const AttachmentChips = lazy(async () => ({
  default: (await import('./attachment-chips.tsx')).AttachmentChips,
}));

/** What is attached to a message that is being written; nothing when it has none. */
export function AttachmentList(props: AttachmentChipsProps) {
  const { parts, pending = [] } = props;
  if (parts.length === 0 && pending.length === 0) return null;
  return (
    <Suspense>
      <AttachmentChips {...props} />
    </Suspense>
  );
}
