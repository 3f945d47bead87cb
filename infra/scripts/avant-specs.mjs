// Loaded before the specs.
// A machine that does something else at the same time must not fail one.
jasmine.DEFAULT_TIMEOUT_INTERVAL = 30_000;

// A failure is told when it happens, not minutes later.
const dire = ({ fullName, failedExpectations = [] }) => {
  for (const { message, stack = '' } of failedExpectations) {
    const lieu = stack.split('\n').find((ligne) => ligne.includes('.spec.ts')) ?? '';
    console.log(`\nÉchec : ${fullName}\n  ${message.slice(0, 500)}\n${lieu}`);
  }
};
jasmine.getEnv().addReporter({ specDone: dire, suiteDone: dire });
