import { Dialog } from '../../ui/dialog.tsx';
import { ModelForm, type ModelFormProps } from './model-form.tsx';

/** Props of {@link ModelDialog}. */
export interface ModelDialogProps extends Omit<ModelFormProps, 'onDone'> {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** The facts about one model, and the person's own. */
export function ModelDialog({ open, onClose, ...of }: ModelDialogProps) {
  return (
    <Dialog open={open} onClose={onClose} title={of.listed.id}>
      <ModelForm {...of} onDone={onClose} />
    </Dialog>
  );
}
