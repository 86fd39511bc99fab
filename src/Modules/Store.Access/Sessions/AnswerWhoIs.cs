using Store.Contracts.Access;
using Store.Contracts.Chain;

namespace Store.Access.Sessions;

/// <summary>Tells the host, on each request, who a token stands for and what they may do in which store.</summary>
internal static class AnswerWhoIs
{
    /// <summary>The store number of a grant that holds in every store.</summary>
    private const long EveryStore = 0;

    internal sealed class Handler(Db db, IMediator mediator, RememberedAnswers remembered, DatabaseOptions database, TimeProvider clock)
        : IRequestHandler<WhoIs, SignedIn?>
    {
        public async Task<SignedIn?> Handle(WhoIs request, CancellationToken cancellationToken)
        {
            if (request.Token.Length is 0 or > Token.LengthAtMost)
                return null;
            var (tokenHash, now) = (Token.Hash(request.Token), clock.UtcNow());
            if (remembered.Find(tokenHash, now) is { } known)
                return known;

            var changes = remembered.Changes;
            var isKey = Token.IsApiKey(request.Token);
            var rows = await Read(isKey, tokenHash, now, cancellationToken);

            // A secondary may not have heard yet of someone who has just signed in.
            if (rows.Count == 0 && database.ReadConnectionString != database.ConnectionString)
                rows = await db.Transact(() => Read(isKey, tokenHash, now, cancellationToken), cancellationToken);
            if (rows.Count == 0)
                return null;

            var first = rows[0];
            var person = new SignedIn(first.UserId, first.Name, await PermissionsByStore(rows, cancellationToken));
            remembered.Keep(tokenHash, person, now, first.ExpiresAt, changes);
            if (!isKey)
                await Extend(tokenHash, first, now, cancellationToken);
            return person;
        }

        private Task<IReadOnlyList<Row>> Read(bool isKey, string tokenHash, DateTime now, CancellationToken cancellationToken) => isKey
            ? db.Query<Row>("""
                SELECT k.ApiKeyId AS UserId, k.Name, '' AS Kind, k.CreatedAt, k.ExpiresAt, st.StoreId, sc.Permission
                FROM   access.ApiKeys k
                JOIN   access.ApiKeyStores st ON st.ApiKeyId = k.ApiKeyId
                JOIN   access.ApiKeyScopes sc ON sc.ApiKeyId = k.ApiKeyId
                WHERE  k.KeyHash = @tokenHash AND k.RevokedAt IS NULL AND (k.ExpiresAt IS NULL OR k.ExpiresAt > @now)
                """, new { tokenHash, now }, cancellationToken)
            : db.Query<Row>("""
                SELECT u.UserId, u.DisplayName AS Name, s.Kind, s.CreatedAt, s.ExpiresAt, COALESCE(g.StoreId, 0) AS StoreId, COALESCE(p.Permission, '') AS Permission
                FROM   access.Sessions s
                JOIN   access.Users u ON u.UserId = s.UserId
                LEFT JOIN access.Grants g ON g.UserId = u.UserId
                LEFT JOIN access.RolePermissions p ON p.RoleId = g.RoleId
                WHERE  s.TokenHash = @tokenHash AND s.ExpiresAt > @now AND u.Active = 1
                """, new { tokenHash, now }, cancellationToken);

        /// <summary>A grant for the whole chain stands under every store, and under 0 besides: there it also covers the store that does not exist yet.</summary>
        private async Task<IReadOnlyDictionary<long, IReadOnlySet<string>>> PermissionsByStore(IReadOnlyList<Row> rows, CancellationToken cancellationToken)
        {
            var own = new Dictionary<long, HashSet<string>>();
            foreach (var row in rows.Where(row => row.Permission.Length > 0))
            {
                if (!own.TryGetValue(row.StoreId, out var permissions))
                    own[row.StoreId] = permissions = new HashSet<string>(StringComparer.Ordinal);
                permissions.Add(row.Permission);
            }

            if (own.TryGetValue(EveryStore, out var everywhere))
            {
                foreach (var storeId in await mediator.Send(new ListStoreIds(), cancellationToken))
                {
                    if (own.TryGetValue(storeId, out var there))
                        there.UnionWith(everywhere);
                    else
                        own[storeId] = everywhere;
                }
            }

            return own.ToDictionary(store => store.Key, IReadOnlySet<string> (store) => store.Value);
        }

        private async Task Extend(string tokenHash, Row session, DateTime now, CancellationToken cancellationToken)
        {
            if (SessionTerm.NextEnd(Enum.Parse<SessionKind>(session.Kind), session.CreatedAt, session.ExpiresAt!.Value, now) is not { } expiresAt)
                return;
            await db.Transact(() => db.Execute("""
                UPDATE access.Sessions SET ExpiresAt = @expiresAt WHERE TokenHash = @tokenHash AND ExpiresAt < @expiresAt
                """, new { tokenHash, expiresAt }, cancellationToken), cancellationToken);
        }

        private sealed record Row(long UserId, string Name, string Kind, DateTime CreatedAt, DateTime? ExpiresAt, long StoreId, string Permission);
    }

    internal sealed class StoreOpenedHandler(Db db, RememberedAnswers remembered) : IRequestHandler<StoreOpened, Unit>
    {
        public Task<Unit> Handle(StoreOpened request, CancellationToken cancellationToken)
        {
            db.AfterCommit(remembered.ForgetAll);
            return Unit.Task;
        }
    }
}
