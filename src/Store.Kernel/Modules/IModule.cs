using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Store.Kernel.Modules;

/// <summary>A module: a set of slices over one schema. What scanning finds (handlers, validators, endpoints, event handlers, invariants) is not listed here.</summary>
public interface IModule
{
    /// <summary>Its schema and the segment of its routes: <c>catalog</c> stands for <c>catalog.Products</c> and <c>/api/catalog/...</c>.</summary>
    string Name { get; }

    /// <summary>Services beyond those, if the module has any.</summary>
    void AddServices(IServiceCollection services, IConfiguration configuration)
    {
    }
}
