using Microsoft.AspNetCore.Http.Metadata;

namespace Store.Access.Roles;

/// <summary>Every permission that some endpoint asks for, with the slices that ask for it.</summary>
internal sealed class KnownPermissions(EndpointDataSource endpoints)
{
    public IReadOnlyList<Known> All() => [.. endpoints.Endpoints
        .SelectMany(endpoint => PermissionsOf(endpoint).Select(permission => (Permission: permission, endpoint.Metadata)))
        .GroupBy(endpoint => endpoint.Permission, StringComparer.Ordinal)
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => new Known(group.Key, [.. group
            .Select(endpoint => new Slice(
                endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? "",
                endpoint.Metadata.GetMetadata<IEndpointSummaryMetadata>()?.Summary ?? ""))
            .OrderBy(slice => slice.Name, StringComparer.Ordinal)]))];

    /// <exception cref="RuleBroken">No endpoint asks for one of them, so it would be a slip of the pen.</exception>
    public void Require(IEnumerable<string> permissions)
    {
        var known = All().Select(permission => permission.Permission).Append(Caller.Everything).ToHashSet(StringComparer.Ordinal);
        if (permissions.FirstOrDefault(permission => !known.Contains(permission)) is { } unknown)
            throw new RuleBroken("permission.unknown", $"There is no permission {unknown}.", new Dictionary<string, object?>(StringComparer.Ordinal) { ["permission"] = unknown });
    }

    private static IEnumerable<string> PermissionsOf(Endpoint endpoint)
    {
        var further = endpoint.Metadata.GetOrderedMetadata<FurtherPermissions>().SelectMany(more => more.Permissions);
        return endpoint.Metadata.GetMetadata<AccessRule>()?.Permission is { } permission ? further.Prepend(permission) : further;
    }

    internal sealed record Known(string Permission, IReadOnlyList<Slice> Slices);

    internal sealed record Slice(string Name, string Summary);
}

internal static class PermissionRule
{
    private const int PermissionsAtMost = 200;

    public static void ArePermissions<T>(this IRuleBuilder<T, IReadOnlyList<string>> permissions) => permissions
        .NotEmpty()
        .Must(list => list is null || list.Count <= PermissionsAtMost).WithMessage($"At most {PermissionsAtMost} permissions.")
        .Must(list => list is null || list.All(name => name is { Length: > 0 and <= 60 })).WithMessage("A permission is a name such as catalog.view.");
}
