/**
 * Runs before each test file. Files share a process, because a new one costs each of them a second of
 * work. They do not share the modules of the project: what a module keeps, a hook that a helper
 * registers and what a file mocks belong to that file alone.
 */
import { vi } from 'vitest';

vi.resetModules();
