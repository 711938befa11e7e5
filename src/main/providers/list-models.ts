import type { ModelInfo } from '../../shared/contract/index.ts';
import { expected, ExpectedError } from '../../shared/expected.ts';
import type { Connection, ProviderConnection } from '../wire/connection.ts';
import type { OpenProtocol } from '../wire/open-protocol.ts';
import { originOf } from './address.ts';
import { takesChats } from './find-api.ts';
import { deploymentIn } from './services.ts';

/**
 * True for responses from an address without a list of models: a web page, or a not-found error.
 */
function mayHaveNoList({ kind, status }: ExpectedError['error']): boolean {
  if (status === undefined) return kind === 'bad_response';
  return [400, 404, 405, 501].includes(status);
}

function listless(name: string): ExpectedError {
  return expected('models_not_listed', { provider: name });
}

/**
 * Azure lists all models it knows, not those that were deployed. An address in its older form names
 * the only deployment; Azure's list is requested only to check the key.
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
 * Creates the function that requests a server's models. It throws an ExpectedError, of kind
 * `model_not_found` if the server accepts chat requests but has no list.
 */
export function createModelLister(
  open: OpenProtocol,
): (connection: Connection, signal: AbortSignal) => Promise<readonly ModelInfo[]> {
  return async (connection, signal) => {
    if (connection.protocol === 'demo') return open(connection).listModels(signal);
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
