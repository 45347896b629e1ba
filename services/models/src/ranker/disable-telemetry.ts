/**
 * Switches off the telemetry of ONNX Runtime, which since 1.29 is on by default on Linux and macOS: it would keep a device
 * id and a queue of events in the home folder and upload them. The library reads the variable when it is loaded, so this
 * module is imported before it (microsoft/onnxruntime#27379).
 */
process.env['ORT_DISABLE_TELEMETRY'] = '1';
