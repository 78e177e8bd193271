export { ApplicationHealth } from './ApplicationHealth';
export { DocsLink, isAddress, ValueAndLimit } from './Reason';
export { EntityFlinkHealthCard } from './EntityFlinkHealthCard';
export { NothingLinked, UnresolvedClaims } from './NothingLinked';
export { Owner } from './ApplicationFacts';
export { parallelismText, restartsText } from './figureTexts';
export { worstFirst } from './worstFirst';
