import { startReader } from '../../reading/reader.ts';

startReader();
