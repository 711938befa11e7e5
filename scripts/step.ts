import { spawn } from 'node:child_process';

/** One step of the gate. */
export interface Step {
  readonly name: string;
  readonly command: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * Fails if it prints anything. People see the same output when they start Parley for the first
   * time.
   */
  readonly isSilent?: boolean;
}

/** Runs a step in `folder` and shows its output. Returns false if it fails. */
export function runStep(step: Step, folder: string): Promise<boolean> {
  const [program = '', ...parameters] = step.command;
  const output = step.isSilent === true ? 'pipe' : 'inherit';
  return new Promise((resolve) => {
    const child = spawn(program, parameters, {
      cwd: folder,
      stdio: ['ignore', output, output],
      env: { ...process.env, ...step.environment },
      shell: process.platform === 'win32',
    });
    let said = false;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        said ||= chunk.toString().trim() !== '';
        process.stderr.write(chunk);
      });
    }
    child.on('error', (error) => {
      console.error(error.message);
      resolve(false);
    });
    child.on('close', (code) => {
      if (said) console.error(`${step.name} has to be silent: mend what it says above.`);
      resolve(code === 0 && !said);
    });
  });
}
