import { createContext, type ReactNode } from 'react';
import type { Id } from '../../../../shared/model/conversation.ts';
import type { AttachBox } from './use-attachments.ts';

/** Props of buttons that a kind of window adds to the message box. */
export interface ExtraButtonsProps {
  readonly conversationId: Id | null;
  /** Adds a text to the message, as a chip beside the box. */
  readonly addText: (text: string) => void;
  readonly attachFrom: AttachBox['attachFrom'];
}

/** Renders buttons that this kind of window has beside the others. */
export const ExtraButtonsContext = createContext<(props: ExtraButtonsProps) => ReactNode>(
  () => null,
);
