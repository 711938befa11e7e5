import type { PersonAnswer } from '../../../../shared/model/person/requests.ts';

/** Props of the parts of the card. */
export interface RequestPartProps {
  readonly requestId: string;
  /** The server's name, with hidden characters made visible. */
  readonly name: string;
  readonly onAnswer: (answer: PersonAnswer) => void;
}
