import { deferred } from '../../../ui/deferred.tsx';
import type { AttachmentChipsProps } from '../composer/attachment-chips.tsx';

const AttachmentChips = deferred(
  async () => (await import('../composer/attachment-chips.tsx')).AttachmentChips,
);

/** The attachments of a draft; renders nothing if there are none. */
export function AttachmentList(props: AttachmentChipsProps) {
  const { parts, pending = [] } = props;
  return parts.length === 0 && pending.length === 0 ? null : <AttachmentChips {...props} />;
}
