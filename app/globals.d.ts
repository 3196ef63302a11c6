// Style sheets as modules, also where Next has not written its own declarations yet.
/// <reference types="next" />
