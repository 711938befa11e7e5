import { Dialog } from '../../ui/dialog.tsx';
import { ModelForm, type ModelFormProps } from './model-form.tsx';

/** Props of {@link ModelDialog}. */
export interface ModelDialogProps extends Omit<ModelFormProps, 'onDone'> {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** What is known of one model, and what the person says about it. */
export function ModelDialog({ open, onClose, ...of }: ModelDialogProps) {
  return (
    <Dialog open={open} onClose={onClose} title={of.listed.id}>
      <ModelForm {...of} onDone={onClose} />
    </Dialog>
  );
}
