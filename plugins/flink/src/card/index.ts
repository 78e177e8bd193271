export { ApplicationHealth } from './ApplicationHealth';
export { ValueAndLimit } from './Reason';
export { EntityFlinkHealthCard } from './EntityFlinkHealthCard';
export { NothingLinked, UnresolvedClaims } from './NothingLinked';
export { Owner } from './ApplicationFacts';
export { simpleClassName } from './faultText';
export { parallelismText, restartsText } from './figureTexts';
export { personName } from './personName';
export { worstFirst } from './worstFirst';
