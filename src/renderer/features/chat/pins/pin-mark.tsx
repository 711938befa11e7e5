import Pin from 'lucide-react/icons/pin';
import { t } from '../../../../shared/language/translate.ts';

/** Marks a pinned message. */
export function PinMark() {
  return <Pin size={14} role="img" aria-label={t('pins.mark')} />;
}
