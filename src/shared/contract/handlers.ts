import type { CommandInput, CommandName, CommandOutput, Domain, Domains } from './index.ts';

/** Answers one command. An expected failure is thrown as an ExpectedError. */
type Handler<N extends CommandName> = (
  input: CommandInput<N>,
) => Promise<CommandOutput<N>> | CommandOutput<N>;

/** One function per command: a missing or surplus one does not compile. */
export type Handlers = { readonly [N in CommandName]: Handler<N> };

/** The functions for the commands of one domain. */
export type HandlersOf<D extends Domain> = {
  readonly [N in keyof Domains[D] & CommandName]: Handler<N>;
};
