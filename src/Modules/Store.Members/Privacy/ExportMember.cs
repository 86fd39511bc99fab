using Store.Contracts.Members;
using Store.Members.Accounts;
using Store.Members.Contacts;
using Store.Members.Members;

namespace Store.Members.Privacy;

/// <summary>All that is kept of one person, as JSON, for whoever asks what the chain knows of them. Who exported it stands in the audit log.</summary>
internal static class ExportMember
{
    internal sealed record Command(long MemberId) : ICommand<Result>, IPersonal;

    /// <param name="MemberId">The member.</param>
    /// <param name="Number">Their number.</param>
    /// <param name="ExportedAt">UTC.</param>
    /// <param name="Parts">By name, what each part of the system keeps.</param>
    internal sealed record Result(long MemberId, string Number, DateTime ExportedAt, IReadOnlyDictionary<string, object> Parts);

    internal sealed class Handler(Db db, AuditLog audit, IMediator mediator, ContactBook contacts, AccountBook accounts, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var files = await db.FilesOf(command.MemberId, cancellationToken);
            var members = await db.Query<File>("""
                SELECT MemberId, Number, Name, State, HomeStoreId, CreatedAt, LevelId, Gender, BirthYear, Birthday, Language, ReferrerId, Notes, Preferences
                FROM   members.Members
                WHERE  MemberId IN @files
                ORDER BY MemberId
                """, new { files }, cancellationToken);
            var contact = (await contacts.Of([command.MemberId], cancellationToken)).GetValueOrDefault(command.MemberId, Contact.None);
            var further = await contacts.FurtherOf(command.MemberId, cancellationToken);
            var parts = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["files"] = members,
                ["contact"] = new { contact.Phone, contact.Email },
                ["furtherContacts"] = further.Select(one => new { one.Phone, one.Email }).ToList(),
                ["cards"] = await db.Query<Card>("SELECT Code, Batch, State, IssuedAt FROM members.MemberCards WHERE MemberId IN @files ORDER BY Code", new { files }, cancellationToken),
                ["linkedAccounts"] = (await accounts.Of([.. files], cancellationToken)).Select(one => new { one.Provider, one.Subject, one.LinkedAt, one.LinkedByName }).ToList(),
                ["tags"] = await db.Query<string>("SELECT DISTINCT Tag FROM members.MemberTags WHERE MemberId IN @files ORDER BY Tag", new { files }, cancellationToken),
                ["groups"] = await db.Query<string>("""
                    SELECT DISTINCT c.Name FROM members.GroupMembers g JOIN members.CustomerGroups c ON c.GroupId = g.GroupId WHERE g.MemberId IN @files ORDER BY c.Name
                    """, new { files }, cancellationToken),
                ["consents"] = await db.Query<Consent>("""
                    SELECT Channel, Given, Source, SaidAt FROM members.MemberConsents WHERE MemberId IN @files ORDER BY ConsentId
                    """, new { files }, cancellationToken),
            };
            await mediator.Publish(new MemberDataAsked(files, parts) { Phones = [.. further.Append(contact).Select(one => one.Phone).OfType<string>()] }, cancellationToken);
            var number = members.First(member => member.MemberId == command.MemberId).Number;
            await audit.Add("members.export", $"member {number}", MemberRows.NoStore, old: null, now: null, cancellationToken);
            return new Result(command.MemberId, number, clock.UtcNow(), parts);
        }

        private sealed record File(
            long MemberId, string Number, string Name, string State, long HomeStoreId, DateTime CreatedAt, long? LevelId, string Gender, int? BirthYear, int? Birthday, string Language,
            long? ReferrerId, string Notes, string Preferences);

        private sealed record Card(string Code, string Batch, string State, DateTime IssuedAt);

        private sealed record Consent(string Channel, bool Given, string Source, DateTime SaidAt);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/members/{memberId:long}/export", (long memberId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(memberId), cancel))
            .RequirePermission("members.export")
            .WithName(nameof(ExportMember)).WithSummary("All that is kept of one person")
            .ProducesProblem(404);
    }
}
