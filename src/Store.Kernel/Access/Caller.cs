using Store.Kernel.Http;

namespace Store.Kernel.Access;

/// <summary>
/// Who sent the request and what they may do where. One per request, filled in by the sign-in; empty for someone who has not signed in.
/// Work of the host itself (dispatching events, imports) runs as <see cref="BecomeSystem"/>.
/// </summary>
public sealed class Caller
{
    /// <summary>The permission that stands for all of them.</summary>
    public const string Everything = "*";

    private static readonly IReadOnlyDictionary<long, IReadOnlySet<string>> Nothing = new Dictionary<long, IReadOnlySet<string>>();

    private IReadOnlyDictionary<long, IReadOnlySet<string>> permissionsByStore = Nothing;
    private IReadOnlyDictionary<long, IReadOnlyDictionary<string, decimal>> limitsByStore = new Dictionary<long, IReadOnlyDictionary<string, decimal>>();
    private IReadOnlyList<long>? systemStores;

    /// <summary>The staff account or API key; 0 when nobody is signed in.</summary>
    public long UserId { get; private set; }

    /// <summary>The name to show on receipts and in the audit log.</summary>
    public string Name { get; private set; } = "";

    public bool IsSignedIn => UserId != 0;

    /// <summary>Whether it is a program with an API key and not a person.</summary>
    public bool IsProgram { get; private set; }

    /// <summary>The permission that the running slice asks for, set by its endpoint.</summary>
    public string? Permission { get; private set; }

    /// <summary>The <c>Idempotency-Key</c> of the request, if it has one.</summary>
    public string? IdempotencyKey { get; private set; }

    /// <summary>The approvals by others that came with the request, in its header <c>Approval</c>.</summary>
    public IReadOnlyList<long> ApprovalIds { get; private set; } = [];

    /// <summary>The stores in which the caller holds the permission that the running slice asks for. A statement reads it as <c>@Stores</c>.</summary>
    public IReadOnlyList<long> Stores => systemStores
        ?? [.. permissionsByStore.Where(store => Permission is null || Holds(store.Value, Permission)).Select(store => store.Key)];

    /// <summary>Every store in which the caller may do something.</summary>
    public IReadOnlyList<long> AnyStores => systemStores ?? [.. permissionsByStore.Keys];

    /// <summary>Whether the caller holds the permission in at least one store.</summary>
    public bool May(string permission) => systemStores is not null || permissionsByStore.Values.Any(permissions => Holds(permissions, permission));

    /// <summary>Whether the caller holds the permission in that store.</summary>
    public bool MayIn(long storeId, string permission) =>
        systemStores is not null || (permissionsByStore.TryGetValue(storeId, out var permissions) && Holds(permissions, permission));

    /// <summary>For a part of a slice that not everyone who may use the slice may use.</summary>
    /// <exception cref="Forbidden">The caller does not hold the permission in that store.</exception>
    public void Require(long storeId, string permission)
    {
        if (!MayIn(storeId, permission))
            throw new Forbidden("permission.missing", $"This needs the permission {permission}.", new Dictionary<string, object?> { ["permission"] = permission });
    }

    /// <summary>What the caller may do in a store.</summary>
    public IReadOnlySet<string> PermissionsIn(long storeId) => permissionsByStore.TryGetValue(storeId, out var permissions) ? permissions : new HashSet<string>();

    /// <summary>How far the caller may go in a store by a limit such as the greatest discount; null without a limit, 0 where no role gives one.</summary>
    public decimal? LimitIn(long storeId, string limit) =>
        MayIn(storeId, Everything) ? null : limitsByStore.TryGetValue(storeId, out var limits) ? limits.GetValueOrDefault(limit) : 0;

    /// <summary>Called by the sign-in once it knows who it is.</summary>
    public void Become(
        long userId, string name, IReadOnlyDictionary<long, IReadOnlySet<string>> permissionsByStoreId,
        IReadOnlyDictionary<long, IReadOnlyDictionary<string, decimal>>? limitsByStoreId = null, bool isProgram = false)
    {
        IsProgram = isProgram;
        limitsByStore = limitsByStoreId ?? limitsByStore;
        UserId = userId;
        Name = name;
        permissionsByStore = permissionsByStoreId;
    }

    /// <summary>The host itself: may do everything, in the stores it names.</summary>
    public void BecomeSystem(string name, params IReadOnlyList<long> stores)
    {
        Name = name;
        systemStores = stores;
    }

    internal void Ask(string? permission, string? idempotencyKey, IReadOnlyList<long> approvalIds)
    {
        ApprovalIds = approvalIds;
        Permission = permission;
        IdempotencyKey = idempotencyKey;
    }

    private static bool Holds(IReadOnlySet<string> permissions, string permission) => permissions.Contains(permission) || permissions.Contains(Everything);
}
