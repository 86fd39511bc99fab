using System.Globalization;
using Store.Contracts.Members;
using Store.Kernel.Privacy;
using Store.Members.Contacts;

namespace Store.Members.Members;

/// <summary>Makes a customer at the till a member by their phone number alone. Who has that number already is answered instead: nobody becomes a member twice.</summary>
internal static class RegisterMember
{
    /// <param name="StoreId">The store that wins them.</param>
    /// <param name="Phone">Their phone.</param>
    /// <param name="Name">What to call them; null: by their number, until they say.</param>
    /// <param name="ReferrerId">The member who brought them; null: nobody. Who is a member already keeps who brought them.</param>
    internal sealed record Command(long StoreId, string Phone, string? Name, long? ReferrerId) : ICommand<Result>, IStoreScoped, IPersonal
    {
        public override string ToString() => nameof(RegisterMember);
    }

    /// <param name="MemberId">The member.</param>
    /// <param name="Number">What stands on the card.</param>
    /// <param name="Name">What to call them.</param>
    /// <param name="Phone">Masked.</param>
    /// <param name="Existed">Whether they were a member before.</param>
    internal sealed record Result(long MemberId, string Number, string Name, string Phone, bool Existed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Phone).NotEmpty().IsPhoneOrEmpty();
            RuleFor(command => command.Name).Must(name => MemberFields.FaultOfName(name) is null).WithMessage((_, name) => MemberFields.FaultOfName(name)).When(command => !string.IsNullOrWhiteSpace(command.Name));
        }
    }

    internal sealed class Handler(Db db, Ids ids, AuditLog audit, ContactBook contacts, IMediator mediator, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var phone = Phone.Normal(command.Phone)!;
            if (await contacts.OwnerOf(phone, cancellationToken) is { } owner)
            {
                var known = (await db.Find<Known>("SELECT Number, Name FROM members.Members WHERE MemberId = @owner", new { owner }, cancellationToken))!;
                return new Result(owner, known.Number, known.Name, Phone.Masked(phone), Existed: true);
            }

            await db.RequireReferrer(command.ReferrerId, cancellationToken);
            var memberId = ids.Next();
            var number = memberId.ToString(CultureInfo.InvariantCulture);
            var member = new MemberRow(memberId, number, string.IsNullOrWhiteSpace(command.Name) ? number : command.Name.Trim(), command.StoreId, clock.UtcNow(), command.ReferrerId);
            await db.InsertMembers([member], cancellationToken);
            try
            {
                await contacts.Add([(memberId, new Contact(phone, Email: null))], cancellationToken);
            }
            catch (Conflict taken) when (taken.Code == "member.phone_taken")
            {
                throw new RunAgain("Another till has just registered this phone.", taken);
            }

            await audit.Add("members.register", $"member {number}", command.StoreId, old: null, now: new { member.MemberId, number }, cancellationToken);
            await mediator.Publish(new MemberRegistered(memberId, command.StoreId), cancellationToken);
            if (command.ReferrerId is { } referrer)
                await mediator.Publish(new MemberReferred(memberId, referrer, command.StoreId), cancellationToken);
            return new Result(memberId, number, member.Name, Phone.Masked(phone), Existed: false);
        }

        private sealed record Known(string Number, string Name);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(string Phone, string? Name = null, long? ReferrerId = null);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/members", (long storeId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, body.Phone, body.Name, body.ReferrerId), cancel))
            .RequirePermission("members.register").RequireRateLimiting(RateLimits.PeopleLookUp)
            .WithName(nameof(RegisterMember)).WithSummary("Make a customer a member by their phone")
            .ProducesValidationProblem().ProducesProblem(422).ProducesProblem(429);
    }
}
