import type { ApiOutcome, ApiRequest } from '../../../shared/api.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import apiStyles from './api-requests.module.css';
import styles from './settings.module.css';

function outcomeText(outcome: ApiOutcome, status: number): string {
  switch (outcome.kind) {
    case 'running':
      return 'Running';
    case 'complete':
      return 'Answered';
    case 'aborted':
      return 'Client left';
    case 'refused':
      return `Refused (${status})`;
    case 'failed':
      return `Failed (${outcome.error.replace(/_/g, ' ')})`;
  }
}

function Row({ request }: { readonly request: ApiRequest }) {
  const { at, endpoint, client, model, tokens, status, outcome } = request;
  return (
    <tr>
      <td>
        <RelativeTime iso={at} form="short" />
      </td>
      <td>{client ?? 'Unknown'}</td>
      <td title={endpoint}>{model ?? endpoint}</td>
      <td className={apiStyles.number}>{tokens === null ? '' : tokens.toLocaleString()}</td>
      <td>{outcomeText(outcome, status)}</td>
    </tr>
  );
}

/** What other programs asked lately; never what was said. */
export function ApiRequests({ requests }: { readonly requests: readonly ApiRequest[] }) {
  return (
    <section className={styles.group} aria-labelledby="api-requests">
      <h3 id="api-requests">Recent requests</h3>
      {requests.length === 0 ? (
        <p className={styles.quiet}>Nothing has been asked since Parley was started.</p>
      ) : (
        <div className={apiStyles.scroll}>
          <table className={apiStyles.table} aria-labelledby="api-requests">
            <thead>
              <tr>
                <th scope="col">Time</th>
                <th scope="col">Program</th>
                <th scope="col">Model</th>
                <th scope="col" className={apiStyles.number}>
                  Tokens
                </th>
                <th scope="col">Status</th>
              </tr>
            </thead>
            <tbody>
              {requests.map((request) => (
                <Row key={request.number} request={request} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
