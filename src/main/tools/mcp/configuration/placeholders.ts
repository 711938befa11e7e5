import { looksSecret } from './secrets.ts';

/** A value that a program asks for when it starts a server, as VS Code describes it. */
export interface AskedInput {
  readonly isSecret: boolean;
  readonly value: string;
}

/** What stands for placeholders. */
export interface Placeholders {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly inputs: ReadonlyMap<string, AskedInput>;
}

/** A text with its placeholders replaced. */
export interface Filled {
  readonly text: string;
  /** It holds what nobody should see: a secret input, or a variable of the person's own environment. */
  readonly isSecret: boolean;
}

/**
 * Replaces `${input:X}`, `${env:X}`, `${X}`, `${X:-otherwise}` and `${userHome}`; what is not known stays. Variables that seem to be secrets
 * are taken only where they can be kept encrypted.
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
