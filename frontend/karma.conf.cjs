// CHROME_BIN names the browser; its sandbox is off so that the specs also run as root and in containers.
module.exports = (config) =>
  config.set({
    frameworks: ['jasmine'],
    plugins: [require('karma-jasmine'), require('karma-chrome-launcher')],
    customLaunchers: {
      ChromeHeadlessNoSandbox: {
        base: 'ChromeHeadless',
        flags: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--window-size=1366,768'],
      },
    },
    browsers: ['ChromeHeadlessNoSandbox'],
    reporters: ['dots'],
    client: { jasmine: { random: true } },
    logLevel: config.LOG_ERROR,
    restartOnFileChange: false,
  });
