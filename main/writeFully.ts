export { writeFully } from '../sync/writeFully.ts';
