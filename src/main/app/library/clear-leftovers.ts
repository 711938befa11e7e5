import { tmpdir } from 'node:os';
import { clearLeftDrags } from '../../transfer/dragged/dragged-files.ts';
import { endToolLeftovers } from '../tool-leftovers.ts';

/** Ends and deletes what a killed Parley has left running or lying about. */
export function clearLeftovers(root: string, report: (error: unknown) => void): void {
  void endToolLeftovers(root, report);
  clearLeftDrags(tmpdir(), report).catch(report);
}
