import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Machines that test many packages at a time are slow; a wait ends as soon as its condition holds.
configure({ asyncUtilTimeout: 10_000 });
jest.setTimeout(60_000);
