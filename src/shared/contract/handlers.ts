import type { Client } from './client.ts';
import type { CommandInput, CommandName, CommandOutput, Domain, Domains } from './index.ts';

/** Handles one command of a client. Expected failures are thrown as an ExpectedError. */
type Handler<N extends CommandName> = (
  input: CommandInput<N>,
  client: Client,
) => Promise<CommandOutput<N>> | CommandOutput<N>;

/** One function per command. A missing or surplus handler does not compile. */
export type Handlers = { readonly [N in CommandName]: Handler<N> };

/** Handlers for one domain that receive the client as second argument. */
export type ClientHandlersOf<D extends Domain> = {
  readonly [N in keyof Domains[D] & CommandName]: Handler<N>;
};

/** Handlers for one domain that do not depend on the client. */
export type HandlersOf<D extends Domain> = {
  readonly [N in keyof Domains[D] & CommandName]: (
    input: CommandInput<N>,
  ) => ReturnType<Handler<N>>;
};
