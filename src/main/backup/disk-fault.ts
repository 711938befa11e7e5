import { expected } from '../../shared/expected.ts';
import { diskFaultOf } from '../store/save-status.ts';

/** Converts Node's errors to ExpectedErrors; ours pass through. */
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
