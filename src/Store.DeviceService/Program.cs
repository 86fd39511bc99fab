using Store.DeviceService;
using Store.Kernel.Database;

try
{
    await using var app = DeviceHost.Build([.. args.Select(arg => arg == "--virtual" ? "--Devices:Virtual=true" : arg)]);
    await app.RunAsync();
    return 0;
}
catch (SettingMissing missing)
{
    await Console.Error.WriteLineAsync(missing.Message);
    return 2;
}
catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
{
    // The port is taken, or the folder cannot be written: the message says what, the stack would not help.
    await Console.Error.WriteLineAsync(failed.Message.ReplaceLineEndings(" "));
    return 2;
}
