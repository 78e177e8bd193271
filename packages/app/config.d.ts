export interface Config {
  auth?: {
    providers?: {
      /**
       * People that anybody may sign in as, to try what each of them may do. For development only; the
       * backend ignores it anywhere else.
       */
      persona?: {
        /**
         * @deepVisibility frontend
         */
        people: Array<{
          userEntityRef: string;
          /** What the sign-in page calls them. */
          title: string;
          /** What they may do, in a sentence. */
          description?: string;
        }>;
      };
    };
  };
}
