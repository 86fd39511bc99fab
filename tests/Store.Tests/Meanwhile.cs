using System.Collections.Concurrent;
using Store.Kernel.Database;

namespace Store.Tests;

/// <summary>Lets something happen at the moment at which the host is about to run a statement, as from another till or host.</summary>
public sealed class Meanwhile : IStatementObserver
{
    private readonly ConcurrentDictionary<string, Action> awaited = new(StringComparer.Ordinal);

    /// <summary>Once, before the next statement that has a text in it.</summary>
    public void Before(string text, Action happens) => awaited[text] = happens;

    public void Executing(string statement)
    {
        foreach (var text in awaited.Keys.Where(text => statement.Contains(text, StringComparison.Ordinal)))
        {
            if (awaited.TryRemove(text, out var happens))
                happens();
        }
    }
}
