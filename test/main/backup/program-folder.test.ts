import { describe, expect, it } from 'vitest';
import { isInProgram, programFolder } from '../../../src/main/backup/program-folder.ts';

const windows = {
  execPath: 'C:\\Users\\ana\\AppData\\Local\\Programs\\parley\\Parley.exe',
  platform: 'win32',
  isPackaged: true,
} as const;
const mac = {
  execPath: '/Applications/Parley.app/Contents/MacOS/Parley',
  platform: 'darwin',
  isPackaged: true,
} as const;
const linux = { execPath: '/opt/Parley/parley', platform: 'linux', isPackaged: true } as const;

describe('the folder of the program', () => {
  it.each([
    [windows, 'C:\\Users\\ana\\AppData\\Local\\Programs\\parley'],
    [mac, '/Applications/Parley.app'],
    [linux, '/opt/Parley'],
    [{ ...linux, isPackaged: false }, null],
  ])('is what an update empties: %o', (program, folder) => {
    expect(programFolder(program)).toBe(folder);
  });

  it.each([
    [windows, 'C:\\Users\\ana\\AppData\\Local\\Programs\\parley'],
    [windows, 'c:\\users\\ana\\appdata\\local\\programs\\Parley\\data'],
    [mac, '/Applications/parley.app/Contents/Data'],
    [linux, '/opt/Parley/data'],
    [linux, '/opt/Parley/resources/../data'],
    [linux, '/opt/Parley/'],
  ])('is no place for data: %o, %s', (program, folder) => {
    expect(isInProgram(folder, program)).toBe(true);
  });

  it.each([
    [windows, 'C:\\Users\\ana\\AppData\\Roaming\\Parley'],
    [windows, 'D:\\Users\\ana\\AppData\\Local\\Programs\\parley\\data'],
    [mac, '/Users/ana/Library/Application Support/Parley'],
    [mac, '/Applications/Parley.app data'],
    [linux, '/opt/Parley-data'],
    [linux, '/opt/parley/data'],
    [linux, '/opt'],
    [{ ...linux, isPackaged: false }, '/opt/Parley/data'],
  ])('has nothing to do with others: %o, %s', (program, folder) => {
    expect(isInProgram(folder, program)).toBe(false);
  });
});
