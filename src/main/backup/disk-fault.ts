import { expected } from '../../shared/expected.ts';
import { diskFaultOf } from '../store/save-status.ts';

/** Node's errors become sentences; ours are ones already. */
export async function withDiskFault<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Error && 'code' in error) {
      throw expected('disk_refused', { disk: diskFaultOf(error) });
    }
    throw error;
  }
}
