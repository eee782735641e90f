#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes emoji.tsv of what Unicode says about emoji (Debian: unicode-data, unicode-cldr-core).

A line is an emoji with its tabs between: the emoji, the number of its group, flags (t takes a skin tone, k is well
known, - neither), shortcodes with the best known first, English name, English keywords, German name, German keywords.
"""
import pathlib
import re
import subprocess
import sys
import unicodedata
import xml.etree.ElementTree as xml

UNICODE = pathlib.Path("/usr/share/unicode")
TONES = [chr(0x1F3FB + i) for i in range(5)]
SELECTOR, JOINER = "\ufe0f", "\u200d"
PERSONS = "\U0001f468\U0001f469\U0001f9d1"
MOST_KEYWORDS = 8

# The shortcodes that people know, best known first. What others derive from the name, too, is not repeated here.
KNOWN = """
😀 grinning
😃 smiley
😄 smile
😁 grin
😆 laughing satisfied
😅 sweat_smile
🤣 rofl
😂 joy
🙂 slight_smile
🙃 upside_down
😉 wink
😊 blush
😇 innocent
🥰 smiling_face_with_hearts
😍 heart_eyes
🤩 star_struck
😘 kissing_heart
😗 kissing
😙 kissing_smiling_eyes
😚 kissing_closed_eyes
🥲 smiling_tear
😋 yum
😛 tongue stuck_out_tongue
😜 stuck_out_tongue_winking_eye
🤪 zany zany_face
😝 stuck_out_tongue_closed_eyes
🤑 money_mouth
🤗 hugs hugging
🤭 hand_over_mouth
🤫 shushing shh
🤔 thinking
🤐 zipper_mouth
🤨 raised_eyebrow
😐 neutral
😑 expressionless
😶 no_mouth
😏 smirk
😒 unamused
🙄 rolling_eyes eye_roll
😬 grimacing
🤥 lying
😌 relieved
😔 pensive
😪 sleepy
🤤 drooling
😴 sleeping
😷 mask
🤒 thermometer_face
🤕 head_bandage
🤢 nauseated
🤮 vomiting
🤧 sneezing
🥵 hot
🥶 cold
🥴 woozy
😵 dizzy_face
🤯 exploding_head mind_blown
🤠 cowboy
🥳 partying partying_face
😎 sunglasses cool_face
🤓 nerd
🧐 monocle
😕 confused
😟 worried
🙁 slight_frown
☹️ frowning
😮 open_mouth
😯 hushed
😲 astonished
😳 flushed
🥺 pleading
😦 frowning_open_mouth
😧 anguished
😨 fearful
😰 cold_sweat
😥 disappointed_relieved
😢 cry
😭 sob
😱 scream
😖 confounded
😣 persevere
😞 disappointed
😓 sweat
😩 weary
😫 tired tired_face
🥱 yawning
😤 triumph
😡 rage pout
😠 angry
🤬 cursing
😈 smiling_imp
👿 imp
💀 skull
💩 poop
🤡 clown
👻 ghost
👽 alien
🤖 robot
🙈 see_no_evil
🙉 hear_no_evil
🙊 speak_no_evil
💋 kiss
💌 love_letter
💘 cupid
💖 sparkling_heart
💔 broken_heart
❤️ heart
🧡 orange_heart
💛 yellow_heart
💚 green_heart
💙 blue_heart
💜 purple_heart
🖤 black_heart
🤍 white_heart
💯 100 hundred
💢 anger
💥 boom
💫 dizzy
💦 sweat_drops
💨 dash
💣 bomb
💬 speech_balloon
💤 zzz
👋 wave
✋ raised_hand
👌 ok_hand
✌️ v victory
🤞 fingers_crossed crossed_fingers
🤟 love_you
🤘 metal
👈 point_left
👉 point_right
👆 point_up_2
👇 point_down
☝️ point_up
👍 thumbsup +1
👎 thumbsdown -1
✊ fist
👊 punch facepunch
👏 clap
🙌 raised_hands
👐 open_hands
🤝 handshake
🙏 pray
✍️ writing_hand
💅 nail_care
💪 muscle
👀 eyes
👁️ eye
👅 tongue_out
👶 baby
🤦 facepalm face_palm
🤷 shrug
🙋 raising_hand
🙇 bow
💃 dancer
🏃 running runner
🚶 walking
👫 couple
🐶 dog
🐱 cat
🐭 mouse
🐰 rabbit
🦊 fox
🐻 bear
🐼 panda
🐷 pig
🐸 frog
🐵 monkey_face
🐔 chicken
🐧 penguin
🦄 unicorn
🐝 bee
🐢 turtle
🐍 snake
🐳 whale
🐙 octopus
🌹 rose
🌻 sunflower
🌷 tulip
🍀 four_leaf_clover
🌵 cactus
🎄 christmas_tree
🍎 apple
🍌 banana
🍓 strawberry
🍉 watermelon
🍕 pizza
🍔 hamburger burger
🍟 fries
🌭 hotdog
🍿 popcorn
🍰 cake
🎂 birthday
🍫 chocolate_bar
🍪 cookie
☕ coffee
🍵 tea
🍺 beer
🍻 beers
🍷 wine
🍾 champagne
🥂 clinking_glasses cheers
🏠 house
🚗 car
🚕 taxi
🚲 bike
🚂 train
✈️ airplane
🚀 rocket
⏰ alarm_clock
⌛ hourglass
🌍 earth_africa
🌎 earth_americas
🌙 moon
☀️ sunny sun
⭐ star
🌟 star2
⛅ partly_sunny
☁️ cloud
🌧️ rain
🌈 rainbow
☔ umbrella
⚡ zap
❄️ snowflake
⛄ snowman
🔥 fire
💧 droplet
🎉 tada
🎊 confetti_ball
🎈 balloon
🎁 gift
🏆 trophy
🥇 first_place
⚽ soccer
🏀 basketball
🎮 video_game
🎯 dart
🎲 game_die
🎨 art
🎵 musical_note
🎶 notes
🎸 guitar
🎤 microphone
📱 iphone phone
💻 computer laptop
⌨️ keyboard
📷 camera
📺 tv
💡 bulb
📚 books
💰 moneybag
✉️ email envelope
📧 e-mail
📝 memo pencil
📅 date calendar
📌 pushpin
📎 paperclip
✂️ scissors
🔒 lock
🔑 key
🔨 hammer
🔧 wrench
⚙️ gear
🛒 shopping_cart
🚬 smoking
⚠️ warning
🚫 no_entry_sign
⛔ no_entry
🔞 underage
♻️ recycle
✅ white_check_mark check
✔️ heavy_check_mark
❌ x
❗ exclamation
❓ question
➕ heavy_plus_sign
➖ heavy_minus_sign
➡️ arrow_right
⬅️ arrow_left
⬆️ arrow_up
⬇️ arrow_down
🔄 arrows_counterclockwise
🆗 ok
🆒 cool
🆕 new
🆘 sos
ℹ️ information_source
™️ tm
©️ copyright
®️ registered
✨ sparkles
🏁 checkered_flag
🏴‍☠️ pirate_flag
🏳️‍🌈 rainbow_flag
💏 couplekiss
🐕 dog2
🐈 cat2
🐖 pig2
🐁 mouse2
🐇 rabbit2
🐋 whale2
🚆 train2
☂️ umbrella2
☃️ snowman2
🕶️ dark_sunglasses
✏️ pencil2
"""

# CLDR before version 42 has no names for the emoji of Unicode 15.
NEWER_GERMAN = {
    "🫨": "zitterndes Gesicht", "🩷": "rosa Herz", "🩵": "hellblaues Herz", "🩶": "graues Herz",
    "🫷": "nach links drückende Hand", "🫸": "nach rechts drückende Hand", "🫎": "Elch", "🫏": "Esel", "🪽": "Flügel",
    "🐦\u200d⬛": "schwarzer Vogel", "🪿": "Gans", "🪼": "Qualle", "🪻": "Hyazinthe", "🫚": "Ingwer", "🫛": "Erbsenschote",
    "🪭": "Fächer", "🪮": "Afrokamm", "🪇": "Maracas", "🪈": "Flöte", "🪯": "Khanda", "🛜": "WLAN",
}


def plain(text):
    """Without case and without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)).lower()


def annotations(language):
    """(name, keywords) by emoji without variation selectors."""
    names, keywords = {}, {}
    for folder in ("annotationsDerived", "annotations"):
        for entry in xml.parse(UNICODE / f"cldr/common/{folder}/{language}.xml").getroot().iter("annotation"):
            if entry.get("type") == "tts":
                names[entry.get("cp")] = entry.text
            else:
                keywords[entry.get("cp")] = entry.text.split(" | ")
    return names, keywords


def keyword_text(name, keywords):
    """The words, each once, that the name or a word before does not begin with anyway."""
    seen, kept = set(re.split(r"\W+", plain(name))), []
    for word in (word for phrase in keywords for word in re.split(r"[^\w+-]+", plain(phrase))):
        if len(word) > 1 and not any(other.startswith(word) for other in seen) and len(kept) < MOST_KEYWORDS:
            seen.add(word)
            kept.append(word)
    return " ".join(kept)


def with_tone(emoji, tone):
    """As EmojiList::withTone(): behind the first sign, and behind each person of a group."""
    result = ""
    for part in emoji.split(JOINER):
        if not result or part[0] in PERSONS:
            part = part[0] + tone + part[1:].replace(SELECTOR, "")
        result += (JOINER if result else "") + part
    return result


def shortcode(name):
    name = plain(name.replace("#", "hash").replace("*", "asterisk").replace("’", "").replace("ß", "ss"))
    return re.sub(r"[^a-z0-9]+", "_", name).strip("_")


def read_emoji():
    """(emoji, number of the group, name) of all that are fully qualified, and what version that is."""
    found, group, version = [], -1, ""
    for line in (UNICODE / "emoji/emoji-test.txt").read_text().split("\n"):
        if line.startswith("# Version:"):
            version = line.split(":")[1].strip()
        elif line.startswith("# group:") and not line.endswith("Component"):
            group += 1
        elif match := re.match(r"([0-9A-F ]+); fully-qualified +# \S+ E[\d.]+ (.*)", line):
            found.append(("".join(chr(int(code, 16)) for code in match[1].split()), group, match[2]))
    return found, version


def cldr_version():
    shown = subprocess.run(["dpkg-query", "-W", "-f", "${Version}", "unicode-cldr-core"], check=True, text=True,
                           capture_output=True)
    return shown.stdout.split("-")[0]


def rows(found):
    everything = {emoji for emoji, _, _ in found}
    known = {line.split()[0]: line.split()[1:] for line in KNOWN.strip().split("\n")}
    english, german = annotations("en"), annotations("de")
    assert set(known) <= everything, set(known) - everything
    taken = {code for codes in known.values() for code in codes}
    for emoji, group, name in found:
        if any(tone in emoji for tone in TONES):
            continue
        toned = with_tone(emoji, TONES[2])
        codes = list(known.get(emoji, []))
        if shortcode(name) not in taken:
            codes.append(shortcode(name))
        if len(emoji) == 2 and all("\U0001f1e6" <= c <= "\U0001f1ff" for c in emoji):
            codes.append("flag_" + "".join(chr(ord(c) - 0x1F1E6 + ord("a")) for c in emoji))
        taken.update(codes)
        flags = ("t" if toned in everything else "") + ("k" if emoji in known else "") or "-"
        bare = emoji.replace(SELECTOR, "")
        german_name = german[0].get(bare) or german[0].get(emoji) or NEWER_GERMAN[bare]
        yield (emoji, str(group), flags, " ".join(dict.fromkeys(codes)), name,
               keyword_text(name, english[1].get(bare, [])), german_name,
               keyword_text(german_name, german[1].get(bare, [])))


def check(table, found):
    """What the program relies on."""
    codes = [code for row in table for code in row[3].split(" ")]
    assert len(codes) == len(set(codes)), [code for code in set(codes) if codes.count(code) > 1]
    assert all(re.fullmatch(r"[a-z0-9_+-]+", code) for code in codes), codes
    assert all("\t" not in field and "\n" not in field and field == field.strip() for row in table for field in row)
    bare = [row[0].replace(SELECTOR, "") for row in table]
    assert len(bare) == len(set(bare))
    # Each emoji in one tone comes from one in none, but for pairs that Unicode writes otherwise
    made = {with_tone(row[0], tone) for row in table if "t" in row[2] for tone in TONES}
    one_tone = {emoji for emoji, _, _ in found if len({c for c in emoji if c in TONES}) == 1}
    assert made <= one_tone, made - one_tone
    print(f"{len(table)} emoji, {sum('t' in row[2] for row in table)} in tones, left out:",
          *sorted(one_tone - made), file=sys.stderr)


def main():
    found, version = read_emoji()
    table = list(rows(found))
    check(table, found)
    head = (f"# Made by make_emoji.py of data © 1991-2022 Unicode, Inc.: emoji-test.txt {version}, CLDR {cldr_version()};"
            " licence Unicode-DFS-2016, see LICENSE.unicode")
    lines = [head] + ["\t".join(row) for row in table]
    pathlib.Path(__file__).with_name("emoji.tsv").write_text("\n".join(lines) + "\n")


main()
