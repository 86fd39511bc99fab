namespace Store.Kernel.Modules;

/// <summary>A module's share of the demo chain. Parts run in order, each once, on an empty database, as the host itself.</summary>
public interface IDemoPart
{
    /// <summary>Stores 10, people 20, goods 30, registers 40, stock 50, sales 60.</summary>
    int Order { get; }

    Task Fill(CancellationToken cancellationToken);
}
