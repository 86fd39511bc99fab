using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Store.Host;
using Store.Host.Verbs;
using Store.Kernel.Database;

namespace Store.Tests.Catalog;

public sealed class ImportVerbTests : IAsyncLifetime
{
    private readonly string file = Path.GetTempFileName();
    private TestDatabase? database;

    public async Task InitializeAsync() => database = await TestDatabase.New();

    public Task DisposeAsync()
    {
        File.Delete(file);
        database!.Drop();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData("products", "货号,品名,零售价\nA1,甲,1.00\nA2,乙,错\n", 0, "SELECT Code FROM catalog.Products", "A1")]
    [InlineData("members", "卡号,姓名\nM1,张三\n,李四\n", 0, "SELECT Number FROM members.Members", "M1")]
    [InlineData("products", "品名\n甲\n", 1, "SELECT Code FROM catalog.Products", null)]
    public async Task The_verb_brings_in_what_is_good(string kind, string text, int status, string rows, string? only)
    {
        await File.WriteAllTextAsync(file, text);

        Assert.Equal(status, await Run(kind, file));
        Assert.Equal(only is null ? [] : [only], await Rows(rows));
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_told_in_one_line() =>
        Assert.Contains("cannot be read", (await Assert.ThrowsAsync<SettingMissing>(() => Run("products", file + ".none"))).Message, StringComparison.Ordinal);

    private Task<int> Run(string kind, string path) =>
        Import.Verb().Parse([kind, path, .. database!.Settings]).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });

    private async Task<IReadOnlyList<string>> Rows(string sql)
    {
        await using var app = StoreHost.Build(database!.Settings);
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<Db>().Query<string>(sql, null, CancellationToken.None);
    }
}
