import { looksSecret } from './secrets.ts';

/** A value that a program asks for before it starts a server, as VS Code describes it. */
export interface AskedInput {
  readonly isSecret: boolean;
  readonly value: string;
}

/** The values of placeholders. */
export interface Placeholders {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly inputs: ReadonlyMap<string, AskedInput>;
}

/** A text whose placeholders were replaced. */
export interface Filled {
  readonly text: string;
  /** True if the text contains a secret input or a variable of the person's own environment. */
  readonly isSecret: boolean;
}

/**
 * Replaces `${input:X}`, `${env:X}`, `${X}`, `${X:-otherwise}` and `${userHome}`. Unknown
 * placeholders stay. Variables that seem to be secrets are only inserted where they can be stored
 * encrypted.
 */
export function fillIn(text: string, known: Placeholders, canKeepSecrets: boolean): Filled {
  let isSecret = false;
  const filled = text.replaceAll(
    /\$\{(?:(input|env):)?([\w.-]{1,200})(?::-([^}]{0,1000}))?\}/g,
    (whole: string, kind: string | undefined, name: string, otherwise: string | undefined) => {
      if (kind === 'input') {
        const input = known.inputs.get(name);
        isSecret ||= input?.isSecret ?? true;
        return input?.value ?? '';
      }
      if (kind === undefined && name === 'userHome') return known.home;
      const value = known.environment[name];
      if (value === undefined) return otherwise ?? whole;
      if (looksSecret(name, value)) {
        if (!canKeepSecrets) return whole;
        isSecret = true;
      }
      return value;
    },
  );
  return { text: filled, isSecret };
}
