declare module 'virtual:library-pictures' {
  const pictures: import('../contract/picture.ts').Pictures;
  export default pictures;
}
declare module 'virtual:preset-pictures' {
  const pictures: import('../contract/picture.ts').Pictures;
  export default pictures;
}
