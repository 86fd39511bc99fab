namespace Store.Tests.Processes;

/// <summary>A host that is not set up says in one line what to set.</summary>
public sealed class SettingsTests
{
    [Theory]
    [InlineData("--Database:Engine=Oracle", "Database:Engine is 'Oracle'; set it to Sqlite or SqlServer (environment: Database__Engine).")]
    [InlineData("--Database:Engine=7", "Database:Engine is '7'; set it to Sqlite or SqlServer (environment: Database__Engine).")]
    [InlineData("--Database:Engine=SqlServer", "Database:ConnectionString is empty; set it to the SQL Server's connection string (environment: Database__ConnectionString).")]
    [InlineData("--Database:ConnectionString=rubbish", "Database:ConnectionString cannot be read: ")]
    [InlineData("--Database:ConnectionString=Cache=Shared", "Database:ConnectionString names no file; ")]
    [InlineData("--Database:ConnectionString=Data Source=/proc/nowhere/store.db", "Could not find ")]
    public async Task A_wrong_setting_ends_with_one_line_and_code_2(string setting, string line)
    {
        var (exitCode, output, errors) = await HostProcess.Run(setting, "--urls=http://127.0.0.1:0");

        Assert.Equal((2, ""), (exitCode, output));
        Assert.StartsWith(line, errors, StringComparison.Ordinal);
        Assert.Equal(1, errors.Count(letter => letter == '\n'));
    }
}
