/**
 * Runs before each test file. Files share a process, because a new one costs about a second of work
 * each. They do not share the project's modules: module state, hooks registered by helpers and
 * mocks belong to one file.
 */
import { vi } from 'vitest';

vi.resetModules();
