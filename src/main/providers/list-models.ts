import type { ModelInfo } from '../../shared/contract/index.ts';
import { expected, ExpectedError } from '../../shared/expected.ts';
import type { Connection, ProviderConnection } from '../wire/connection.ts';
import type { OpenProtocol } from '../wire/open-protocol.ts';
import { originOf } from './address.ts';
import { takesChats } from './find-api.ts';
import { deploymentIn } from './services.ts';

/** What comes from an address that has no list of models: a page, or word that nothing is there. */
function mayHaveNoList({ kind, status }: ExpectedError['error']): boolean {
  if (status === undefined) return kind === 'bad_response';
  return [400, 404, 405, 501].includes(status);
}

function listless(name: string): ExpectedError {
  return expected('models_not_listed', { provider: name });
}

/**
 * Azure lists all models it knows, not those that were deployed. An address of its older form names the
 * one that there is; Azure's list is asked for only to learn whether the key is right.
 */
async function listDeployment(
  open: OpenProtocol,
  connection: ProviderConnection,
  deployment: string,
  signal: AbortSignal,
): Promise<readonly ModelInfo[]> {
  const baseUrl = `${originOf(connection.baseUrl)}/openai`;
  try {
    await open({ ...connection, baseUrl }).listModels(signal);
  } catch (error) {
    // A gateway in front of Azure may offer nothing but the deployment.
    if (!(error instanceof ExpectedError) || !mayHaveNoList(error.error)) throw error;
  }
  return [{ id: deployment }];
}

/**
 * Makes what asks a server for its models, as far as it has a list of them. Throws an ExpectedError; one
 * of kind `model_not_found` when the server takes requests for answers, and has no list.
 */
export function createModelLister(
  open: OpenProtocol,
): (connection: Connection, signal: AbortSignal) => Promise<readonly ModelInfo[]> {
  return async (connection, signal) => {
    if (connection.protocol !== 'chat_completions') return open(connection).listModels(signal);
    const deployment = deploymentIn(connection.baseUrl);
    if (deployment !== null) return listDeployment(open, connection, deployment, signal);
    try {
      return await open(connection).listModels(signal);
    } catch (error) {
      if (!(error instanceof ExpectedError) || !mayHaveNoList(error.error)) throw error;
      if (await takesChats(connection, connection.baseUrl)) throw listless(connection.name);
      throw error;
    }
  };
}
