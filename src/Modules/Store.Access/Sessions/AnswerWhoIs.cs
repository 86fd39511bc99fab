using Store.Access.Users;
using Store.Contracts.Access;

namespace Store.Access.Sessions;

/// <summary>Tells the host, on each request, who a token stands for, what they may do in which store and how far they may go there.</summary>
internal static class AnswerWhoIs
{
    internal sealed class Handler(Db db, Rights rights, RememberedAnswers remembered, DatabaseOptions database, TimeProvider clock)
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
            Task<Answer?> Read() => isKey ? Program(tokenHash, now, cancellationToken) : Person(tokenHash, now, cancellationToken);
            var answer = await Read();

            // A secondary may not have heard yet of someone who has just signed in.
            if (answer is null && database.ReadConnectionString != database.ConnectionString)
                answer = await db.Transact(Read, cancellationToken);
            if (answer is null)
                return null;

            remembered.Keep(tokenHash, answer.Who, now, answer.ExpiresAt, changes);
            if (answer.Session is { } session)
                await Note(tokenHash, session, now, cancellationToken);
            return answer.Who;
        }

        private async Task<Answer?> Person(string tokenHash, DateTime now, CancellationToken cancellationToken)
        {
            var session = await db.Find<Session>("""
                SELECT u.UserId, u.DisplayName AS Name, s.Kind, s.CreatedAt, s.LastSeenAt, s.ExpiresAt
                FROM   access.Sessions s
                JOIN   access.Users u ON u.UserId = s.UserId
                WHERE  s.TokenHash = @tokenHash AND s.ExpiresAt > @now AND u.Active = 1
                """, new { tokenHash, now }, cancellationToken);
            if (session is null)
                return null;
            var held = await rights.Of(session.UserId, cancellationToken);
            return new Answer(new SignedIn(session.UserId, session.Name, held.PermissionsByStore, held.LimitsByStore), session.ExpiresAt, session);
        }

        private async Task<Answer?> Program(string keyHash, DateTime now, CancellationToken cancellationToken)
        {
            var rows = await db.Query<KeyRow>("""
                SELECT k.ApiKeyId, k.Name, k.ExpiresAt, st.StoreId, sc.Permission
                FROM   access.ApiKeys k
                JOIN   access.ApiKeyStores st ON st.ApiKeyId = k.ApiKeyId
                JOIN   access.ApiKeyScopes sc ON sc.ApiKeyId = k.ApiKeyId
                WHERE  k.KeyHash = @keyHash AND k.RevokedAt IS NULL AND (k.ExpiresAt IS NULL OR k.ExpiresAt > @now)
                """, new { keyHash, now }, cancellationToken);
            if (rows.Count == 0)
                return null;
            var permissions = await rights.PermissionsByStore(rows.Select(row => (row.StoreId, row.Permission)), cancellationToken);
            return new Answer(new SignedIn(rows[0].ApiKeyId, rows[0].Name, permissions) { IsProgram = true }, rows[0].ExpiresAt, Session: null);
        }

        /// <summary>Writes down now and then that a session is in use, and moves its end on.</summary>
        private async Task Note(string tokenHash, Session session, DateTime now, CancellationToken cancellationToken)
        {
            if (SessionTerm.NextEnd(Enum.Parse<SessionKind>(session.Kind), session.CreatedAt, session.LastSeenAt, session.ExpiresAt, now) is not { } expiresAt)
                return;
            await db.Transact(() => db.Execute("""
                UPDATE access.Sessions SET ExpiresAt = @expiresAt, LastSeenAt = @now WHERE TokenHash = @tokenHash AND LastSeenAt < @now
                """, new { tokenHash, expiresAt, now }, cancellationToken), cancellationToken);
        }

        private sealed record Answer(SignedIn Who, DateTime? ExpiresAt, Session? Session);

        private sealed record Session(long UserId, string Name, string Kind, DateTime CreatedAt, DateTime LastSeenAt, DateTime ExpiresAt);

        private sealed record KeyRow(long ApiKeyId, string Name, DateTime? ExpiresAt, long StoreId, string Permission);
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
