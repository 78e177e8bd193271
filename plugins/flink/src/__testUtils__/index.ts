export * from '../fixtures';
export * from './FakeFlinkApi';
export * from './renderWithFlink';
